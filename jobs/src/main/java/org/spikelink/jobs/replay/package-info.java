/**
 * Recordings played into Kafka as if their sensors were there: {@code files -> batches (BatchCutter) -> when their time
 * has come -> one idempotent producer}. One thread plays all recordings; Kafka's own thread sends and takes the acks. May
 * use Kafka's clients and nothing of Flink. Start with {@link org.spikelink.jobs.replay.Replayer}.
 */
package org.spikelink.jobs.replay;
