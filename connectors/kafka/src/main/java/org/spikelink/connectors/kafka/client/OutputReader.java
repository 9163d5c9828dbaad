package org.spikelink.connectors.kafka.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.codec.OutgoingDecoder;
import org.spikelink.core.record.Outgoing;

/**
 * Reads committed spikes and classes, and the health of sensors if asked for, from all partitions of their topics, without a
 * consumer group.
 */
public final class OutputReader implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(100);
    private static final String NONE = "";

    private final String classesTopic;
    private final String healthTopic;
    private final String shadowTopic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Receives the records that are read. */
    public interface Sink {
        /** An output, and the Kafka timestamp at which it was written, ms. */
        void output(Outgoing output, long writtenMs);

        /** A record that could not be decoded. */
        void undecodable();
    }

    /**
     * Finds the partitions and the offsets to start from.
     *
     * @param from {@link StartFrom.Committed} is treated as {@link StartFrom.Latest}, because there is no group
     * @throws KafkaException if the broker does not answer
     */
    public OutputReader(
            KafkaCluster kafka, String spikesTopic, String classesTopic, StartFrom from) {
        this(kafka, spikesTopic, classesTopic, Optional.empty(), Optional.empty(), from);
    }

    /**
     * Finds the partitions and the offsets to start from.
     *
     * @param healthTopic of sensors' health; not read if this login may not
     * @param shadowTopic of the classes of shadows; not read if this login may not
     * @param from {@link StartFrom.Committed} is treated as {@link StartFrom.Latest}, because there is no group
     * @throws KafkaException if the broker does not answer
     */
    public OutputReader(
            KafkaCluster kafka,
            String spikesTopic,
            String classesTopic,
            Optional<String> healthTopic,
            Optional<String> shadowTopic,
            StartFrom from) {
        this.classesTopic = classesTopic;
        this.healthTopic = healthTopic.orElse(NONE);
        this.shadowTopic = shadowTopic.orElse(NONE);
        this.consumer =
                new KafkaConsumer<>(
                        kafka.consumer(REQUEST_TIMEOUT),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions =
                    Stream.of(
                                    Stream.of(spikesTopic, classesTopic),
                                    healthTopic.stream(),
                                    shadowTopic.stream())
                            .flatMap(topics -> topics)
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

    /**
     * Reads classes and those of shadows, and no spikes.
     *
     * @param from {@link StartFrom.Committed} is treated as {@link StartFrom.Latest}, because there is no group
     * @throws KafkaException if the broker does not answer
     */
    public static OutputReader ofClasses(
            KafkaCluster kafka, String classesTopic, String shadowTopic, StartFrom from) {
        return new OutputReader(
                kafka,
                classesTopic,
                classesTopic,
                Optional.empty(),
                Optional.of(shadowTopic),
                from);
    }

    private void seek(List<TopicPartition> partitions, StartFrom from) {
        if (from instanceof StartFrom.Timestamp timestamp) {
            seek(partitions, timestamp.epochMs());
        } else if (from instanceof StartFrom.Earliest) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position); // otherwise "latest" is the time of the first poll
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

    /** Passes on what arrives within {@code patience}. */
    public void read(Duration patience, Sink sink) {
        for (ConsumerRecord<byte[], byte[]> message : poll(patience)) {
            decode(message)
                    .ifPresentOrElse(
                            output -> sink.output(output, message.timestamp()), sink::undecodable);
        }
    }

    /**
     * Passes on what has been committed by now, of all partitions.
     *
     * @throws KafkaException if a partition does not go on for 5 s
     */
    public void readToEnd(Sink sink) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long before = -1;
        long progressNs = System.nanoTime();
        while (ends.keySet().stream()
                .anyMatch(
                        p ->
                                consumer.assignment().contains(p)
                                        && consumer.position(p) < ends.get(p))) {
            read(POLL, sink);
            long position = consumer.assignment().stream().mapToLong(consumer::position).sum();
            if (position != before) {
                before = position;
                progressNs = System.nanoTime();
            } else if (System.nanoTime() - progressNs > REQUEST_TIMEOUT.toNanos()) {
                throw new KafkaException(
                        "topics %s cannot be read to their ends (no records for %d s)"
                                .formatted(
                                        List.of(classesTopic, shadowTopic),
                                        REQUEST_TIMEOUT.toSeconds()));
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        try {
            return consumer.poll(patience);
        } catch (TopicAuthorizationException e) {
            Set<String> denied = e.unauthorizedTopics();
            if (!List.of(healthTopic, shadowTopic).containsAll(denied)) {
                throw e;
            }
            consumer.assign(
                    consumer.assignment().stream()
                            .filter(partition -> !denied.contains(partition.topic()))
                            .toList());
            return ConsumerRecords.empty();
        }
    }

    private Optional<Outgoing> decode(ConsumerRecord<byte[], byte[]> message) {
        try {
            if (message.topic().equals(healthTopic)) {
                return Optional.of(OutgoingDecoder.health(message.value()));
            }
            if (message.topic().equals(shadowTopic)) {
                return Optional.of(OutgoingDecoder.shadow(message.value()));
            }
            return Optional.of(
                    OutgoingDecoder.decode(message.value(), message.topic().equals(classesTopic)));
        } catch (MalformedRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
