/**
 * Sends batches to Kafka: an idempotent producer that keeps the order of each stream and waits for every ack in
 * bounded memory. May use Kafka's clients but not Flink. Start with {@link org.spikelink.sensors.send.BatchSender}.
 */
package org.spikelink.sensors.send;
