package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.ClassificationCodec;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.codec.SensorHealthCodec;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.ShadowClass;

/** A sensor and a consumer on one broker, with plain Kafka clients. */
record KafkaClient(String bootstrapServers) {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Creates a topic with settings of its own. */
    void createTopic(String name, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    /**
     * Creates a topic that keeps records however old their times are. From other topics, the broker deletes those of more than a
     * week ago whenever it looks, half a minute after its start for the first time.
     */
    void createTopicOfOldRecords(String name, int partitions) throws Exception {
        createTopic(name, partitions, Map.of("retention.ms", "-1"));
    }

    /** Sends batches as sensors do. */
    void send(String topic, Collection<SensorBatch> batches) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (SensorBatch batch : batches) {
            byte[] key = batch.stream().getBytes(StandardCharsets.UTF_8);
            records.add(new ProducerRecord<>(topic, key, SensorBatchEncoder.encode(batch)));
        }
        sendRecords(records);
    }

    /** Sends any records, in order. */
    void sendRecords(Collection<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "max.in.flight.requests.per.connection",
                        1,
                        "max.request.size",
                        8 << 20);
        try (var producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = records.stream().map(producer::send).toList();
            producer.flush();
            sent.forEach(acknowledged -> assertThat(acknowledged).succeedsWithin(PATIENCE));
        }
    }

    /** Reads spikes and classes until there are this many of both, or time is up. */
    Outputs read(Topics topics, int steps, int classes) {
        Outputs outputs = new Outputs();
        poll(
                List.of(topics.spikes(), topics.classes()),
                message -> outputs.add(decode(topics, message)),
                () -> outputs.stepCount() >= steps && outputs.classCount() >= classes);
        return outputs;
    }

    /** Reads the spikes, the classes and the classes of shadows that have been committed by now. */
    List<Outgoing> committed(Topics topics) {
        List<Outgoing> outputs = new ArrayList<>();
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false");
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : List.of(topics.spikes(), topics.classes(), topics.shadow())) {
                consumer.partitionsFor(topic)
                        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream()
                            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())
                    && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(message -> outputs.add(decode(topics, message)));
            }
        }
        return outputs;
    }

    /** Reads what was rejected until there are this many, or time is up. */
    List<ConsumerRecord<byte[], byte[]>> rejected(Topics topics, int count) {
        List<ConsumerRecord<byte[], byte[]>> rejected = new ArrayList<>();
        poll(List.of(topics.rejected()), rejected::add, () -> rejected.size() >= count);
        return rejected;
    }

    /** Reads the health of sensors until there are this many records, or time is up. */
    List<SensorHealth> health(Topics topics, int count) {
        List<SensorHealth> health = new ArrayList<>();
        poll(
                List.of(topics.health()),
                message -> {
                    try {
                        SensorHealth found = SensorHealthCodec.decode(message.value());
                        assertThat(new String(message.key(), StandardCharsets.UTF_8))
                                .isEqualTo(found.stream());
                        health.add(found);
                    } catch (MalformedRecordException e) {
                        throw new AssertionError("the job wrote what its consumers cannot read", e);
                    }
                },
                () -> health.size() >= count);
        return health;
    }

    /** Reads the classes of shadows until there are this many, or time is up. */
    List<Outgoing> shadows(Topics topics, int count) {
        List<Outgoing> found = new ArrayList<>();
        poll(
                List.of(topics.shadow()),
                message -> found.add(decode(topics, message)),
                () -> found.size() >= count);
        return found;
    }

    /** What has been rejected by now. */
    List<ConsumerRecord<byte[], byte[]>> rejectedNow(Topics topics) {
        return rejected(topics, 0);
    }

    private static Outgoing decode(Topics topics, ConsumerRecord<byte[], byte[]> message) {
        try {
            if (message.topic().equals(topics.shadow())) {
                return new ShadowClass(ClassificationCodec.decode(message.value()));
            }
            return message.topic().equals(topics.spikes())
                    ? SpikeBatchCodec.decode(message.value())
                    : ClassificationCodec.decode(message.value());
        } catch (MalformedRecordException e) {
            throw new AssertionError("the job wrote what its consumers cannot read", e);
        }
    }

    /** Polls until done, then once more, so that what came too much is seen as well. */
    private void poll(
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> use,
            BooleanSupplier done) {
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false");
        try (var consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                consumer.partitionsFor(topic)
                        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
            }
            assertThat(partitions).isNotEmpty();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!done.getAsBoolean() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100)).forEach(use);
            }
            consumer.poll(Duration.ofMillis(500)).forEach(use);
        }
    }
}
