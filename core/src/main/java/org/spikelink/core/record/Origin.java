package org.spikelink.core.record;

/**
 * Where a record was read.
 *
 * @param topic the Kafka topic, or the recording's name offline
 * @param partition from 0
 * @param offset from 0
 * @param timestampMs the record's Kafka timestamp, milliseconds since the epoch
 */
public record Origin(String topic, int partition, long offset, long timestampMs) {}
