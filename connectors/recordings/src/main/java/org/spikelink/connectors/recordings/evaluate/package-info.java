/**
 * Recordings run through the stepper, without Kafka and Flink, and how often the model was right. Start with {@link
 * org.spikelink.connectors.recordings.evaluate.RecordingEvaluator}.
 */
package org.spikelink.connectors.recordings.evaluate;
