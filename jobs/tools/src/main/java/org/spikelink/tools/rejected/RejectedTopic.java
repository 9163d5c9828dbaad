package org.spikelink.tools.rejected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.tools.topic.TopicScan;

/**
 * The current content of the rejected topic.
 *
 * @param marks the records that have been resent, by partition
 * @param ends end offsets by partition
 * @param pending records that have not been resent; those that are not selected are without values
 * @param before number of records that have been resent
 */
record RejectedTopic(
        Map<TopicPartition, Resent> marks,
        Map<TopicPartition, Long> ends,
        List<RejectedRecord> pending,
        int before) {
    private static final long MAX_BYTES = 500_000_000;

    /**
     * Reads the whole topic.
     *
     * @param consumer of the group whose offsets record what has been resent
     * @param kafka that the consumer reads from
     * @param selected selects records
     * @throws SpikelinkException if the topic does not exist, or the selected records exceed 500 MB
     */
    static RejectedTopic read(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaCluster kafka,
            String topic,
            Predicate<RejectedRecord> selected) {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, kafka, topic);
        Map<TopicPartition, Resent> marks = marks(consumer, partitions);
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<RejectedRecord> pending = new ArrayList<>();
        long[] counts = new long[2]; // records resent before, bytes in memory
        new TopicScan(consumer, partitions)
                .read(
                        read -> {
                            var partition = new TopicPartition(read.topic(), read.partition());
                            ends.merge(partition, read.offset() + 1, Math::max);
                            if (marks.get(partition).contains(read.offset())) {
                                counts[0]++;
                                return;
                            }
                            RejectedRecord record = RejectedRecord.of(read);
                            boolean isSelected = selected.test(record);
                            counts[1] += isSelected ? record.bytes() : 0;
                            checkSize(counts[1]);
                            pending.add(isSelected ? record : record.withoutValue());
                        });
        return new RejectedTopic(marks, ends, pending, (int) counts[0]);
    }

    static Map<TopicPartition, Resent> marks(
            KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                consumer.committed(new HashSet<>(partitions));
        Map<TopicPartition, Resent> marks = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata mark = committed.get(partition);
            marks.put(
                    partition,
                    mark == null ? Resent.NONE : Resent.parse(mark.offset(), mark.metadata()));
        }
        return marks;
    }

    private static void checkSize(long bytes) {
        if (bytes > MAX_BYTES) {
            throw new SpikelinkException(
                    "the selected records must not exceed 500 MB; select fewer with --where");
        }
    }

    /** The offsets to commit when these records are resent too. */
    Map<TopicPartition, OffsetAndMetadata> marksWith(List<RejectedRecord> resent) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        marks.forEach(
                (partition, mark) -> {
                    List<Long> now = offsets(resent, partition.partition());
                    List<Long> left = offsets(pending, partition.partition());
                    left.removeAll(new HashSet<>(now));
                    if (!now.isEmpty()) {
                        Resent with = mark.with(now, left, ends.get(partition));
                        next.put(partition, new OffsetAndMetadata(with.next(), with.metadata()));
                    }
                });
        return next;
    }

    private static List<Long> offsets(List<RejectedRecord> records, int partition) {
        List<Long> offsets = new ArrayList<>();
        for (RejectedRecord record : records) {
            if (record.partition() == partition) {
                offsets.add(record.offset());
            }
        }
        return offsets;
    }
}
