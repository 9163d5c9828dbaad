/**
 * The main job: its options, its wiring, and the main class that {@code flink run} starts. All that the job jar holds of
 * this module. Start with {@link org.spikelink.jobs.classify.ClassifyJob}.
 */
package org.spikelink.jobs.classify;
