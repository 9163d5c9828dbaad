package org.spikelink.tests.benchmarks.job;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.StartFrom;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.OutputFormat;
import org.spikelink.connectors.kafka.flink.SinkOptions;
import org.spikelink.connectors.kafka.flink.SourceOptions;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.operators.BundleOptions;
import org.spikelink.tests.benchmarks.TemporaryFolder;

/** A broker with the job's topics. It writes its own time on every record: when it can be read. */
final class Pipeline implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final String NAME = "spikelink-bench";

    private final TemporaryFolder folder = new TemporaryFolder();
    private final LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
    private final Admin admin;
    private final int parallelism;

    /**
     * Starts the broker.
     *
     * @param parallelism of jobs
     */
    Pipeline(int parallelism) throws IOException {
        this.parallelism = parallelism;
        this.admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                broker.bootstrapServers()));
    }

    /** Creates the topics that have this prefix. */
    Topics createTopics(String prefix) throws InterruptedException, ExecutionException {
        Topics topics =
                new Topics(
                        prefix + ".sensors",
                        prefix + ".spikes",
                        prefix + ".classes",
                        prefix + ".rejected");
        broker.kafka().createTopics(PARTITIONS, topics);
        AlterConfigOp brokersTime =
                new AlterConfigOp(
                        new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"),
                        AlterConfigOp.OpType.SET);
        Map<ConfigResource, Collection<AlterConfigOp>> settings =
                List.of(topics.sensors(), topics.spikes(), topics.classes()).stream()
                        .collect(
                                Collectors.toMap(
                                        t -> new ConfigResource(ConfigResource.Type.TOPIC, t),
                                        t -> List.of(brokersTime)));
        admin.incrementalAlterConfigs(settings).all().get();
        return topics;
    }

    /** The job's default options, from the oldest record on. */
    ClassifyOptions options(Topics topics) {
        return new ClassifyOptions(
                        NAME,
                        new SourceOptions(
                                broker.kafka(), topics.sensors(), NAME, new StartFrom.Earliest()),
                        new SinkOptions(
                                broker.kafka(),
                                topics,
                                OutputFormat.PROTOBUF,
                                Delivery.AT_LEAST_ONCE,
                                NAME),
                        StepperOptions.DEFAULTS,
                        BundleOptions.DEFAULTS,
                        FlinkOptions.defaults(Optional.of(parallelism)))
                .withCheckpointsIn(folder.path());
    }

    /** Records in a topic. */
    long records(String topic) throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends =
                IntStream.range(0, PARTITIONS)
                        .mapToObj(n -> new TopicPartition(topic, n))
                        .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    KafkaCluster kafka() {
        return broker.kafka();
    }

    @Override
    public void close() throws IOException {
        admin.close(Duration.ZERO);
        broker.close();
        folder.close();
    }
}
