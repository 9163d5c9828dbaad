package org.spikelink.tools.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.tools.topic.TopicScan;

/** The histories of some streams in one topic, read from all its records. */
final class StreamHistories {
    private final String topic;
    private final Set<String> streams;
    private final List<TopicPartition> partitions;
    private final TopicScan scan;
    private final Map<String, StreamHistory> found = new HashMap<>();

    StreamHistories(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaCluster kafka,
            String topic,
            Set<String> streams) {
        this.topic = topic;
        this.streams = streams;
        this.partitions = TopicScan.partitions(consumer, kafka, topic);
        this.scan = new TopicScan(consumer, partitions);
    }

    /** Reads on to the topic's current end and returns the streams that have sent batches since. */
    Set<String> readOn() {
        Set<String> active = new HashSet<>();
        scan.read(
                record -> {
                    if (record.key() != null && streams.contains(new String(record.key(), UTF_8))) {
                        active.addAll(add(record));
                    }
                });
        return active;
    }

    private Set<String> add(ConsumerRecord<byte[], byte[]> record) {
        Origin origin = new Origin(topic, record.partition(), record.offset(), record.timestamp());
        Incoming incoming = SensorBatchDecoder.decode(record.key(), record.value(), origin);
        if (!(incoming instanceof SensorBatch batch)) {
            return Set.of();
        }
        found.compute(
                batch.stream(),
                (stream, before) ->
                        StreamHistory.with(
                                before, batch.session(), batch.end(), record.timestamp()));
        return Set.of(batch.stream());
    }

    /** A stream's history, null if there is none. */
    StreamHistory of(String stream) {
        return found.get(stream);
    }

    /** Whether the topic still contains all records of a stream. */
    boolean isWhole(String stream) {
        int partition =
                BuiltInPartitioner.partitionForKey(stream.getBytes(UTF_8), partitions.size());
        return scan.isWhole(new TopicPartition(topic, partition));
    }
}
