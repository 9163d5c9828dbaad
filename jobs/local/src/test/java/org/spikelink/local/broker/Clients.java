package org.spikelink.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain clients of a local broker. */
public final class Clients implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> broker;
    private final KafkaProducer<byte[], byte[]> producer;

    public Clients(LocalBroker broker) {
        this(broker.bootstrapServers());
    }

    /** Clients of a broker that lets anybody in. */
    public Clients(String bootstrapServers) {
        this.broker = Map.of("bootstrap.servers", bootstrapServers);
        this.producer = producer(Map.of());
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        return new KafkaProducer<>(
                with(more), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(broker);
        config.putAll(more);
        return config;
    }

    public void send(String topic, String key, String value)
            throws InterruptedException, ExecutionException {
        send(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    public void send(String topic, byte[] key, byte[] value)
            throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** With a timestamp of the sender's choice. */
    public void send(String topic, byte[] key, byte[] value, long timestampMs)
            throws InterruptedException, ExecutionException {
        producer.send(new ProducerRecord<>(topic, null, timestampMs, key, value)).get();
    }

    /** With the longest timeout that jobs may ask for. */
    public void sendInTransaction(String topic, String key, String value)
            throws InterruptedException, ExecutionException {
        try (var transactional =
                producer(Map.of("transactional.id", "test", "transaction.timeout.ms", 3_600_000))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional
                    .send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
            transactional.commitTransaction();
        }
    }

    List<String> readAll(String topic, int count) {
        return read(topic, count).stream()
                .map(read -> new String(read.key(), UTF_8) + "=" + new String(read.value(), UTF_8))
                .toList();
    }

    /** The first records of a topic, through a consumer group. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        with(
                                Map.of(
                                        "group.id", "test-" + topic,
                                        "auto.offset.reset", "earliest",
                                        "isolation.level", "read_committed")),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant end = Instant.now().plus(PATIENCE);
            while (found.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
        }
        return found;
    }

    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
