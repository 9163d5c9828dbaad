/**
 * Recordings run through the stepper without Kafka and Flink. Start with {@link
 * org.spikelink.jobs.evaluate.OfflineStream}.
 */
package org.spikelink.jobs.evaluate;
