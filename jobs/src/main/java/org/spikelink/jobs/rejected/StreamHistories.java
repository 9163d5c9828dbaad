package org.spikelink.jobs.rejected;

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
import org.spikelink.connectors.kafka.SensorBatchDecoder;
import org.spikelink.core.record.Incoming;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;

/** The histories of some streams in one topic, read from all that it holds. */
final class StreamHistories {
    private final String topic;
    private final Set<String> streams;
    private final List<TopicPartition> partitions;
    private final TopicScan scan;
    private final Map<String, StreamHistory> found = new HashMap<>();

    StreamHistories(KafkaConsumer<byte[], byte[]> consumer, String topic, Set<String> streams) {
        this.topic = topic;
        this.streams = streams;
        this.partitions = TopicScan.partitions(consumer, topic);
        this.scan = new TopicScan(consumer, partitions);
    }

    /** Reads on to where the topic ends now, and tells which of the streams sent something in between. */
    Set<String> readOn() {
        Set<String> heard = new HashSet<>();
        scan.read(
                record -> {
                    if (record.key() != null && streams.contains(new String(record.key(), UTF_8))) {
                        heard.addAll(add(record));
                    }
                });
        return heard;
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

    /** What is known of a stream, null if nothing. */
    StreamHistory of(String stream) {
        return found.get(stream);
    }

    /** Whether the topic still holds all that was ever sent of a stream. */
    boolean isWhole(String stream) {
        int partition =
                BuiltInPartitioner.partitionForKey(stream.getBytes(UTF_8), partitions.size());
        return scan.isWhole(new TopicPartition(topic, partition));
    }
}
