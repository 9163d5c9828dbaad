package org.spikelink.viewer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spikelink.connectors.kafka.client.KafkaCluster;

/**
 * Reads topics from now on, in a thread of its own and without a consumer group. Where the broker goes away it goes on
 * when it is back, from then on: a page shows what is, not what was.
 */
final class TopicTap implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTap.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);
    private static final long PARTITIONS_EVERY_MS = 10_000;
    private static final long AGAIN_MS = 1_000;

    private final KafkaCluster kafka;
    private final List<String> topics;
    private final Consumer<ConsumerRecord<byte[], byte[]>> records;
    private final Thread thread;
    private volatile boolean closed;

    TopicTap(
            KafkaCluster kafka,
            List<String> topics,
            Consumer<ConsumerRecord<byte[], byte[]>> records) {
        this.kafka = kafka;
        this.topics = topics;
        this.records = records;
        this.thread = new Thread(this::run, "view " + topics);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                read(consumer);
                consumer.close(CloseOptions.timeout(Duration.ZERO));
            } catch (InterruptException e) {
                return;
            } catch (KafkaException e) {
                LOG.debug("reading {} fails, and is tried again", topics, e);
                pause();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                kafka.consumer(REQUEST_TIMEOUT),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) {
        long nextMs = 0;
        while (!closed) {
            if (System.nanoTime() / 1_000_000 >= nextMs) {
                assign(consumer);
                nextMs = System.nanoTime() / 1_000_000 + PARTITIONS_EVERY_MS;
            }
            if (consumer.assignment().isEmpty()) {
                pause(); // the topics may come
            } else {
                consumer.poll(POLL).forEach(records);
            }
        }
    }

    /** Reads all partitions that there are: those that are new to it from their end. */
    private void assign(KafkaConsumer<byte[], byte[]> consumer) {
        Map<String, List<PartitionInfo>> known = consumer.listTopics();
        List<TopicPartition> all =
                topics.stream()
                        .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        List<TopicPartition> added =
                all.stream().filter(one -> !consumer.assignment().contains(one)).toList();
        if (!added.isEmpty()) {
            consumer.assign(all);
            consumer.seekToEnd(added);
            added.forEach(consumer::position);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
