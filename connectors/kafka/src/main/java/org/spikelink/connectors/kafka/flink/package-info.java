/**
 * Source and sink: Kafka records into and out of a Flink job. Start with {@link
 * org.spikelink.connectors.kafka.flink.SpikelinkSource}, then {@link
 * org.spikelink.connectors.kafka.flink.SpikelinkSink}.
 */
package org.spikelink.connectors.kafka.flink;
