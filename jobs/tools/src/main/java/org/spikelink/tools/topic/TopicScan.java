package org.spikelink.tools.topic;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.core.error.SpikelinkException;

/** Reads a topic's partitions up to their current end, repeatedly. */
public final class TopicScan {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> beginnings;
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    /** A scan that starts at the beginning of each partition. */
    public TopicScan(
            KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        this.consumer = consumer;
        consumer.assign(partitions); // otherwise it warns about partitions that are not assigned
        beginnings = consumer.beginningOffsets(partitions);
        positions.putAll(beginnings);
    }

    /**
     * All partitions of a topic.
     *
     * @param kafka that the consumer reads from
     * @throws BrokerException if the topic does not exist
     */
    public static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, KafkaCluster kafka, String topic) {
        var topics = consumer.listTopics();
        var known = topics.get(topic);
        if (known == null) {
            throw BrokerException.noTopics(
                    kafka.bootstrapServers(), List.of(topic), topics.keySet(), "");
        }
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    /** Whether a partition still had its first record when the scan began. */
    public boolean isWhole(TopicPartition partition) {
        return beginnings.get(partition) == 0;
    }

    /** Reads from the scan's position to the current end of each partition. */
    public void read(Consumer<ConsumerRecord<byte[], byte[]>> use) {
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
                throw new SpikelinkException(
                        "the broker has sent no records of %s for %d s"
                                .formatted(positions.keySet(), PATIENCE.toSeconds()));
            }
        }
        positions.keySet().forEach(p -> positions.put(p, consumer.position(p)));
    }
}
