/**
 * The wire schema: Kafka record bytes to and from the records of {@code core.record}. Knows neither clients nor
 * Flink. Start with {@link org.spikelink.connectors.kafka.codec.SensorBatchDecoder}, then {@link
 * org.spikelink.connectors.kafka.codec.SpikeBatchCodec} and {@link
 * org.spikelink.connectors.kafka.codec.ClassificationCodec}.
 */
package org.spikelink.connectors.kafka.codec;
