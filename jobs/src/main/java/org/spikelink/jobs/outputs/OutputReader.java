package org.spikelink.jobs.outputs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.spikelink.connectors.kafka.ClassificationCodec;
import org.spikelink.connectors.kafka.MalformedRecordException;
import org.spikelink.connectors.kafka.SpikeBatchCodec;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.core.record.Outgoing;

/** Reads committed spikes and classes from all partitions of both topics, without a consumer group. */
public final class OutputReader implements AutoCloseable {
    private static final String REQUEST_MS = "5000";

    private final String classesTopic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Takes what is read. */
    public interface Sink {
        /** An output, and the Kafka timestamp of its writing, ms. */
        void output(Outgoing output, long writtenMs);

        /** A record that no output could be decoded from. */
        void undecodable();
    }

    /**
     * Finds the partitions and where to begin.
     *
     * @param from {@link StartFrom.Committed} begins as {@link StartFrom.Latest} does, for there is no group
     * @throws KafkaException where the broker does not tell
     */
    public OutputReader(
            String bootstrapServers,
            String spikesTopic,
            String classesTopic,
            StartFrom from,
            Properties extra) {
        this.classesTopic = classesTopic;
        this.consumer =
                new KafkaConsumer<>(
                        settings(bootstrapServers, extra),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions =
                    List.of(spikesTopic, classesTopic).stream()
                            .distinct()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            seek(partitions, from);
        } catch (KafkaException e) {
            consumer.close();
            throw e;
        }
    }

    private static Properties settings(String bootstrapServers, Properties extra) {
        Properties settings = new Properties();
        settings.putAll(extra);
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Where what was not read yet has been deleted, goes on with what is there.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        return settings;
    }

    private void seek(List<TopicPartition> partitions, StartFrom from) {
        if (from instanceof StartFrom.Timestamp timestamp) {
            seek(partitions, timestamp.epochMs());
        } else if (from instanceof StartFrom.Earliest) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // else "latest" would be when the first poll comes
    }

    private void seek(List<TopicPartition> partitions, long epochMs) {
        consumer.seekToEnd(partitions);
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, epochMs));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                consumer.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                consumer.seek(found.getKey(), found.getValue().offset());
            }
        }
    }

    /** Hands on what comes within {@code patience}. */
    public void read(Duration patience, Sink sink) {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(patience)) {
            decode(message)
                    .ifPresentOrElse(
                            output -> sink.output(output, message.timestamp()), sink::undecodable);
        }
    }

    private Optional<Outgoing> decode(ConsumerRecord<byte[], byte[]> message) {
        if (message.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    message.topic().equals(classesTopic)
                            ? ClassificationCodec.decode(message.value())
                            : SpikeBatchCodec.decode(message.value()));
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
