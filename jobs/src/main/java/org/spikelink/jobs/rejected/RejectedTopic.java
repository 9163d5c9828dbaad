package org.spikelink.jobs.rejected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.jobs.errors.CommandException;

/**
 * The rejected topic as it stands: what of it was resent before, and what was not.
 *
 * @param marks by partition, what was resent
 * @param ends by partition, where it ended
 * @param pending records that were not resent, without the values of those that are not asked for
 * @param before how many were
 */
record RejectedTopic(
        Map<TopicPartition, Resent> marks,
        Map<TopicPartition, Long> ends,
        List<RejectedRecord> pending,
        int before) {
    private static final long MAX_BYTES = 500_000_000;

    /**
     * Reads all of it.
     *
     * @param consumer of the group that the bookkeeping is kept under
     * @param asked which records are asked for
     * @throws CommandException if the topic is not there, or the records asked for exceed 500 MB
     */
    static RejectedTopic read(
            KafkaConsumer<byte[], byte[]> consumer, String topic, Predicate<RejectedRecord> asked) {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        Map<TopicPartition, Resent> marks = marks(consumer, partitions);
        Map<TopicPartition, Long> ends = new HashMap<>();
        List<RejectedRecord> pending = new ArrayList<>();
        long[] counts = new long[2]; // records resent before, bytes held
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
                            boolean selected = asked.test(record);
                            counts[1] += selected ? record.bytes() : 0;
                            checkSize(counts[1]);
                            pending.add(selected ? record : record.withoutValue());
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
            throw new CommandException(
                    "the records to look at must not exceed 500 MB at a time: --where selects fewer");
        }
    }

    /** The bookkeeping once these records are resent as well. */
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
