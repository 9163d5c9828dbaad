package org.spikelink.connectors.kafka.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.spikelink.connectors.kafka.client.BrokerException;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.KafkaFailure;

/** Reads the registry's topic from its beginning into a {@link Registry}. Not thread-safe. */
public final class RegistryReader implements AutoCloseable {
    /** Default name of the topic. */
    public static final String TOPIC = "spikelink.models";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Registry registry = new Registry();

    /**
     * Finds the topic.
     *
     * @throws BrokerException if no broker answers, or it has no such topic
     */
    public RegistryReader(KafkaCluster kafka, String topic) {
        this.topic = topic;
        try {
            consumer =
                    new KafkaConsumer<>(
                            kafka.consumer(REQUEST_TIMEOUT),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw unreadable(e);
        }
        try {
            var known = consumer.listTopics();
            if (!known.containsKey(topic)) {
                throw BrokerException.noTopics(
                        kafka.bootstrapServers(),
                        List.of(topic),
                        known.keySet(),
                        "publish a model first: spikelink models publish");
            }
            partitions =
                    known.get(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (KafkaException e) {
            close();
            throw unreadable(e);
        } catch (BrokerException e) {
            close();
            throw e;
        }
    }

    /** The registry as the topic has it now, in one call. */
    public static Registry read(KafkaCluster kafka, String topic) {
        try (RegistryReader reader = new RegistryReader(kafka, topic)) {
            return reader.readToEnd();
        }
    }

    /**
     * Reads on to the end that the topic has now.
     *
     * @return the registry, which later reads change
     * @throws BrokerException if the broker does not answer
     */
    public Registry readToEnd() {
        try {
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long progressNs = System.nanoTime();
            while (ends.keySet().stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                if (poll(POLL)) {
                    progressNs = System.nanoTime();
                } else if (System.nanoTime() - progressNs > REQUEST_TIMEOUT.toNanos()) {
                    throw new BrokerException(
                            "topic %s cannot be read (no records for %d s)"
                                    .formatted(topic, REQUEST_TIMEOUT.toSeconds()));
                }
            }
            return registry;
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /** Reads what arrives within a time; whether there was a record. */
    private boolean poll(Duration patience) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            any = true;
            registry.add(
                    record.key(),
                    record.value(),
                    "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset()));
        }
        return any;
    }

    private BrokerException unreadable(KafkaException e) {
        return new BrokerException(
                "topic %s cannot be read (%s)".formatted(topic, KafkaFailure.text(e)), e);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
