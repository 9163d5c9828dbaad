package org.spikelink.connectors.kafka.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.LongPredicate;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads on from where a reader ran out of memory, one record at a time, to find the record that does not fit. Kafka's
 * consumer unpacks a compressed batch without a limit, and offers no way to see its size before.
 */
final class OversizedRecordSearch {
    /** Records that a reader may have been ahead of what it has passed on, in polls. */
    private static final int POLLS_AHEAD = 8;

    /** A record is at most 1 MiB in this schema; far larger ones harm even where they fit. */
    private static final int LARGEST_BYTES = 16 << 20;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SILENT_POLLS = 20;
    private static final long ABSENT = -1;

    private final Properties consumer;

    /** A search with the properties of the reader's consumer. */
    OversizedRecordSearch(Properties consumer) {
        this.consumer = new Properties();
        this.consumer.putAll(consumer);
        this.consumer.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
        this.consumer.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.consumer.remove(ConsumerConfig.CLIENT_ID_CONFIG);
        String bytes = ByteArrayDeserializer.class.getName();
        this.consumer.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, bytes);
        this.consumer.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, bytes);
    }

    /**
     * The records that cannot be read soon after the start of these splits, at most one range of each.
     *
     * @param pollRecords that the reader reads at once
     */
    List<SkippedRecords> find(List<KafkaPartitionSplit> splits, int pollRecords) {
        List<SkippedRecords> found = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            long bad = firstBad(split, (long) POLLS_AHEAD * pollRecords);
            if (bad != ABSENT) {
                TopicPartition partition = split.getTopicPartition();
                long until = nextGood(bad, end(partition), offset -> isGood(partition, offset));
                found.add(
                        new SkippedRecords(
                                partition,
                                bad,
                                until,
                                "a record must be at most %d bytes once it is unpacked, and fit the reader's heap of %d MiB"
                                        .formatted(
                                                LARGEST_BYTES,
                                                Runtime.getRuntime().maxMemory() >> 20)));
            }
        }
        return found;
    }

    /**
     * The first good offset after a bad one. Compressed records are unpacked from the first of their batch on, so that all
     * offsets of a batch from a bad record on are bad, and those of the next batch are good.
     */
    static long nextGood(long bad, long end, LongPredicate isGood) {
        long lastBad = bad;
        long step = 1;
        while (lastBad + step < end && !isGood.test(lastBad + step)) {
            lastBad += step;
            step *= 2;
        }
        long good = Math.min(lastBad + step, Math.max(end, bad + 1));
        while (good - lastBad > 1) {
            long middle = lastBad + (good - lastBad) / 2;
            if (isGood.test(middle)) {
                good = middle;
            } else {
                lastBad = middle;
            }
        }
        return good;
    }

    private long end(TopicPartition partition) {
        try (Consumer<byte[], byte[]> reader = new KafkaConsumer<>(consumer)) {
            return reader.endOffsets(List.of(partition)).get(partition);
        }
    }

    private long firstBad(KafkaPartitionSplit split, long most) {
        TopicPartition partition = split.getTopicPartition();
        try (Consumer<byte[], byte[]> reader = new KafkaConsumer<>(consumer)) {
            reader.assign(List.of(partition));
            seek(reader, split);
            return firstBad(reader, partition, most);
        }
    }

    private static void seek(Consumer<byte[], byte[]> reader, KafkaPartitionSplit split) {
        long start = split.getStartingOffset();
        if (start >= 0) {
            reader.seek(split.getTopicPartition(), start);
        } else if (start == KafkaPartitionSplit.EARLIEST_OFFSET) {
            reader.seekToBeginning(List.of(split.getTopicPartition()));
        } // else from the committed offset
    }

    private static long firstBad(
            Consumer<byte[], byte[]> reader, TopicPartition partition, long most) {
        long end = reader.endOffsets(List.of(partition)).get(partition);
        int silent = 0;
        for (long n = 0; n < most && silent < SILENT_POLLS; n++) {
            long at = reader.position(partition);
            if (at >= end) {
                return ABSENT;
            }
            try {
                boolean empty = true;
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    empty = false;
                    if (record.serializedValueSize() > LARGEST_BYTES
                            || record.serializedKeySize() > LARGEST_BYTES) {
                        return record.offset();
                    }
                }
                silent = empty ? silent + 1 : 0;
            } catch (OutOfMemoryError e) {
                return at;
            }
        }
        return ABSENT;
    }

    private boolean isGood(TopicPartition partition, long offset) {
        KafkaPartitionSplit from = new KafkaPartitionSplit(partition, offset);
        return firstBad(from, 1) == ABSENT;
    }
}
