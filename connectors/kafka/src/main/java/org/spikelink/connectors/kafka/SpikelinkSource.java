package org.spikelink.connectors.kafka;

import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.spikelink.core.record.Incoming;

/** The Flink source of the sensors topic. */
public final class SpikelinkSource {
    /** How often new partitions are looked for unless the extra properties say otherwise, in ms. */
    static final long DISCOVERY_INTERVAL_MS = 60_000;

    private SpikelinkSource() {}

    /**
     * An unbounded source that commits its offsets with each checkpoint, and holds the job's name, see {@link JobName}.
     *
     * @param type how Flink passes the records on
     */
    public static Source<Incoming, ?, ?> of(SourceOptions options, TypeInformation<Incoming> type) {
        return new NamedSource<>(
                unnamed(options, type),
                type,
                JobName.membership(options.groupId(), options.bootstrapServers(), options.extra()),
                options.topic());
    }

    private static KafkaSource<Incoming> unnamed(
            SourceOptions options, TypeInformation<Incoming> type) {
        return KafkaSource.<Incoming>builder()
                .setProperties(properties(options))
                .setBootstrapServers(options.bootstrapServers())
                .setTopics(options.topic())
                .setGroupId(options.groupId())
                .setStartingOffsets(offsets(options.startFrom()))
                .setDeserializer(new IncomingRecordSchema(type))
                .build();
    }

    static Properties properties(SourceOptions options) {
        Properties properties = new Properties();
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(DISCOVERY_INTERVAL_MS));
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        // What a sensor or a replay of rejected records takes back, the job must not have seen.
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(options.extra());
        return properties;
    }

    @SuppressWarnings("deprecation") // Flink's connector still asks for Kafka's OffsetResetStrategy
    private static OffsetsInitializer offsets(StartFrom startFrom) {
        if (startFrom instanceof StartFrom.Timestamp from) {
            return OffsetsInitializer.timestamp(from.epochMs());
        }
        if (startFrom instanceof StartFrom.Committed) {
            return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        }
        return startFrom instanceof StartFrom.Latest
                ? OffsetsInitializer.latest()
                : OffsetsInitializer.earliest();
    }
}
