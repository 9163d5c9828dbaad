/**
 * Converts between Kafka's bytes and the records of {@link org.spikelink.core.record}: the wire schema ({@code
 * spikelink.proto}), its decoder and encoders, and the Flink source and sink that use them. May use core, protobuf,
 * Jackson's streaming writer, Kafka's clients and Flink's Kafka connector, but no operator.
 *
 * <pre>
 * sensors topic -> SpikelinkSource -> IncomingRecordSchema -> SensorBatchDecoder -> Incoming
 * Outgoing -> SpikelinkSink -> OutgoingRecordSchema -> SpikeBatchCodec | ClassificationCodec | JSON -> topics
 * </pre>
 *
 * Start with {@code src/main/proto/spikelink.proto}, then {@link
 * org.spikelink.connectors.kafka.codec.SensorBatchDecoder}.
 */
package org.spikelink.connectors.kafka;
