/**
 * Offline evaluation: recordings run through the stepper, without Kafka and Flink, and the accuracy of the
 * predictions. Start with {@link org.spikelink.evaluation.RecordingEvaluator}, then {@link
 * org.spikelink.evaluation.EvaluationReport}.
 */
package org.spikelink.evaluation;
