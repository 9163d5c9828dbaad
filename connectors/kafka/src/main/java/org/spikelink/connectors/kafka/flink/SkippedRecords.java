package org.spikelink.connectors.kafka.flink;

import org.apache.kafka.common.TopicPartition;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Rejected;

/**
 * Records that a reader goes past without reading them, because they do not fit its memory.
 *
 * @param from offset of the first one
 * @param until offset after the last one
 * @param reason why, without a full stop
 */
record SkippedRecords(TopicPartition partition, long from, long until, String reason) {
    private static final long NO_TIMESTAMP = -1;

    /** What the rejected topic says about them; their keys and values are not known. */
    Rejected rejected() {
        String error =
                "%s: offsets %d to %d of partition %d were skipped"
                        .formatted(reason, from, until - 1, partition.partition());
        return Rejected.of(
                "",
                null,
                error,
                new Origin(partition.topic(), partition.partition(), from, NO_TIMESTAMP));
    }
}
