package org.spikelink.connectors.kafka.flink;

import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.spikelink.connectors.kafka.client.JobName;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import org.spikelink.core.record.Incoming;

/** The Flink source of the sensors topic. */
public final class SpikelinkSource {
    /** Default interval of the search for new partitions, ms; the extra properties may override it. */
    static final long DISCOVERY_INTERVAL_MS = 60_000;

    private SpikelinkSource() {}

    /**
     * An unbounded source that commits its offsets with each checkpoint, and holds the job's name, see {@link
     * JobName}.
     *
     * @param type how Flink passes the records on
     * @param identity under which the job holds its name
     */
    public static Source<Incoming, ?, ?> of(
            SourceOptions options, TypeInformation<Incoming> type, String identity) {
        String servers = options.kafka().bootstrapServers();
        String topic = options.topic();
        String group = options.groupId();
        OffsetsInitializer start = offsets(options.startFrom());
        SessionHorizon horizon = options.horizon();
        InputFormat format = options.format();
        Properties properties = properties(options);
        KafkaReaders.Settings settings =
                () ->
                        KafkaSource.<Incoming>builder()
                                .setProperties(properties)
                                .setBootstrapServers(servers)
                                .setTopics(topic)
                                .setGroupId(group)
                                .setStartingOffsets(start)
                                .setDeserializer(new IncomingRecordSchema(type, horizon, format));
        Properties consumer = new Properties();
        consumer.putAll(properties);
        consumer.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        consumer.setProperty(ConsumerConfig.GROUP_ID_CONFIG, group);
        consumer.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new NamedSource<>(
                settings.source().build(),
                new KafkaReaders(settings, consumer)::create,
                type,
                new JobName(options.kafka(), options.groupId(), identity),
                options.topic());
    }

    static Properties properties(SourceOptions options) {
        Properties properties = new Properties();
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(DISCOVERY_INTERVAL_MS));
        properties.setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true");
        // The job must not see records that a sensor or a replay of rejected records aborts.
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.putAll(options.kafka().properties());
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
