/**
 * The main job: its options, its wiring, and the main class that {@code flink run} starts. The job jar contains
 * nothing else of this module. Start with {@link org.spikelink.classify.ClassifyJob}.
 */
package org.spikelink.classify;
