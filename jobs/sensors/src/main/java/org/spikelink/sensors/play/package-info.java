/**
 * Replays recordings into Kafka as if their sensors were connected: {@code files -> batches (BatchCutter) -> when
 * they are due -> one idempotent producer}. One thread plays all recordings; Kafka's own thread sends the batches and
 * receives the acks. May use Kafka's clients but not Flink. Start with {@link
 * org.spikelink.sensors.play.SensorPlayer}.
 */
package org.spikelink.sensors.play;
