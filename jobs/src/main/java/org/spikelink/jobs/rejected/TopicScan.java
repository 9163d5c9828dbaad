package org.spikelink.jobs.rejected;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.jobs.errors.CommandException;

/** Reads a topic's partitions as far as they go now, and later what has come since. */
final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** A scan that reads from the beginning of each partition until told otherwise. */
    TopicScan(KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        consumer.assign(partitions); // it warns of offsets of partitions that are not assigned
        beginnings = consumer.beginningOffsets(partitions);
        positions.putAll(beginnings);
    }

    /** All partitions of a topic. Throws {@link CommandException} where the broker does not have it. */
    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        var known = consumer.listTopics().get(topic);
        if (known == null) {
            throw new CommandException("the broker has no topic " + topic);
        }
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    /** Whether a partition held its very first record when the scan began. */
    boolean isWhole(TopicPartition partition) {
        return beginnings.get(partition) == 0;
    }

    /** Reads from the scan's place to where each partition ends now. */
    void read(Consumer<ConsumerRecord<byte[], byte[]>> use) {
        consumer.assign(positions.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
        positions.forEach(consumer::seek);
        long progressNs = System.nanoTime();
        while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                progressNs = System.nanoTime();
                use.accept(record);
            }
            if (System.nanoTime() - progressNs > PATIENCE.toNanos()) {
                throw new CommandException(
                        "the broker has sent nothing of %s for %d s"
                                .formatted(positions.keySet(), PATIENCE.toSeconds()));
            }
        }
        positions.keySet().forEach(p -> positions.put(p, consumer.position(p)));
    }
}
