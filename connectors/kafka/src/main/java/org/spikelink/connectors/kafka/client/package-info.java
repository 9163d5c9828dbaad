/**
 * Kafka clients without Flink: topics, job names, and what a cluster offers. Start with {@link
 * org.spikelink.connectors.kafka.client.KafkaCluster}.
 */
package org.spikelink.connectors.kafka.client;
