package org.spikelink.jobs.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.LongSupplier;
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

/** Reads committed outputs from all partitions of both topics, without a consumer group. */
final class OutputReader implements AutoCloseable {
    private static final String REQUEST_MS = "5000";

    private final WatchOptions options;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Finds the partitions and where to begin; throws {@link WatchException} where the broker does not tell. */
    OutputReader(WatchOptions options) {
        this.options = options;
        this.consumer =
                new KafkaConsumer<>(
                        settings(options),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions =
                    List.of(options.spikes(), options.classes()).stream()
                            .distinct()
                            .flatMap(topic -> consumer.partitionsFor(topic).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            seek(partitions);
        } catch (KafkaException e) {
            consumer.close();
            throw new WatchException(
                    "the broker at %s cannot be read from (%s)"
                            .formatted(options.bootstrapServers(), e.getMessage()),
                    e);
        }
    }

    private static Properties settings(WatchOptions options) {
        Properties settings = new Properties();
        settings.putAll(options.kafkaProperties());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Where what was not read yet has been deleted, goes on with what is there.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MS);
        return settings;
    }

    private void seek(List<TopicPartition> partitions) {
        if (options.from() instanceof StartFrom.Timestamp timestamp) {
            seek(partitions, timestamp.epochMs());
        } else if (options.from() instanceof StartFrom.Earliest) {
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

    /** Adds what comes within {@code patience}. */
    void readInto(LiveStreams streams, Duration patience, LongSupplier nowMs) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            Optional<Outgoing> output = decode(record);
            output.ifPresentOrElse(
                    found -> streams.add(found, record.timestamp(), nowMs.getAsLong()),
                    streams::addUndecodable);
        }
    }

    private Optional<Outgoing> decode(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    record.topic().equals(options.classes())
                            ? ClassificationCodec.decode(record.value())
                            : SpikeBatchCodec.decode(record.value()));
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
