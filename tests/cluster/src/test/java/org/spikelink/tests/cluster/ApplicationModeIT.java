package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyConfig;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.cluster.ClusterFolder;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.FlinkConf;
import org.spikelink.local.cluster.FlinkJob;
import org.spikelink.local.cluster.Wait;
import org.spikelink.local.cluster.ZooKeeper;

/**
 * The job in Flink's application mode, as docker/compose.yaml and k8s/ run it, whose JobManager is killed again and
 * again. A JobManager that takes over recovers the job and then runs the main class again, which finds the job's name
 * held by that very job. If it took that for another job, the JobManager would end, and so would the next one.
 */
@Tag("nightly")
class ApplicationModeIT {
    private static final int STREAMS = 20;
    private static final Topics TOPICS = Topics.defaults();
    private static final int FAILOVERS = Integer.getInteger("failovers", 3);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Of the batches of one failover. */
    private static final Duration SENDING = Duration.ofSeconds(6);

    /** What Flink logs when the main class has got as far as a job that was recovered. */
    private static final String RECOVERED = "was recovered successfully";

    @TempDir private Path folder;

    @Test
    @Timeout(1_200)
    void theJobComesBackWithEachJobManager() throws Exception {
        SensorStreams streams = SensorStreams.load(STREAMS, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        ClusterFolder home = TestClusters.folder("ApplicationModeIT", folder.resolve("cluster"));
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                ZooKeeper zooKeeper =
                        ZooKeeper.start(TestClusters.installation(), home, FlinkConf.HOST)) {
            broker.kafka().createTopics(2, TOPICS);
            Application application =
                    Application.create(
                            folder.resolve("flink"), options(broker.bootstrapServers(), model));
            try (FlinkCluster cluster =
                            TestClusters.start(
                                    home, 1, zooKeeper.flinkSettings("4s"), application);
                    OutputTopics outputs = new OutputTopics(broker.bootstrapServers(), TOPICS)) {
                TestClusters.run(cluster, () -> failOver(cluster, broker, streams, outputs));
            }
        }
    }

    private Map<String, String> options(String brokers, Path model) {
        return Map.of(
                ClassifyConfig.MODEL.variable(), model.toString(),
                ClassifyConfig.BOOTSTRAP_SERVERS.variable(), brokers,
                ClassifyConfig.DELIVERY.variable(), "exactly-once",
                ClassifyConfig.PARALLELISM.variable(), "1",
                ClassifyConfig.CHECKPOINT_INTERVAL.variable(), "1s",
                ClassifyConfig.CHECKPOINT_DIR.variable(), folder.resolve("checkpoints").toString(),
                ClassifyConfig.SPIKES.variable(), "all");
    }

    private static void failOver(
            FlinkCluster cluster, LocalBroker broker, SensorStreams streams, OutputTopics outputs)
            throws Exception {
        FlinkJob job = onlyJob(cluster);
        Outputs expected = new Outputs();
        for (int n = 1; n <= FAILOVERS; n++) {
            List<SensorBatch> batches = streams.batches("failover-" + n + "/");
            streams.step(batches, expected);
            int before = outputs.readToEnd().rows();
            try (PacedSender sender =
                    new PacedSender(
                            broker.bootstrapServers(), TOPICS.sensors(), batches, SENDING)) {
                Wait.until("outputs", LIMIT, () -> outputs.readOn().rows() > before);
                cluster.jobManager().kill();
                long startNs = System.nanoTime();
                cluster.startJobManager();
                awaitRecovered(cluster, job);
                System.out.printf(
                        "failover %d: the job runs after %.1f s, %d of %d batches sent%n",
                        n, (System.nanoTime() - startNs) / 1e9, sender.sent(), batches.size());
                sender.await(LIMIT);
            }
        }
        Wait.until(
                () -> expected.missingIn(outputs.outputs()).size() + " outputs that are missing",
                LIMIT,
                () -> expected.missingIn(outputs.readOn()).isEmpty());
        assertThat(outputs.readToEnd().differences(expected))
                .as("streams whose committed rows are not the offline run's")
                .isEmpty();
        assertThat(onlyJob(cluster).id()).as("the job's id").isEqualTo(job.id());
        assertThat(job.metric("failedCommittables")).as("transactions that were lost").isZero();
    }

    /** Waits until the main class has run again beside the recovered job, and all tasks run. */
    private static void awaitRecovered(FlinkCluster cluster, FlinkJob job) throws Exception {
        ClusterProcess jobManager = cluster.jobManager();
        Wait.until(
                () -> "the main class to find its job recovered: " + jobManager,
                LIMIT,
                () -> {
                    assertThat(jobManager.isAlive()).as("%s is alive", jobManager).isTrue();
                    return Files.readString(jobManager.log(), UTF_8).contains(RECOVERED);
                });
        Wait.until("all tasks to run", LIMIT, job::isFullyRunning);
        assertThat(job.restores()).as("restores").isPositive();
    }

    private static FlinkJob onlyJob(FlinkCluster cluster) throws Exception {
        Wait.until("the job", LIMIT, () -> jobs(cluster).size() == 1);
        return cluster.rest().job(jobs(cluster).get(0));
    }

    private static List<String> jobs(FlinkCluster cluster)
            throws IOException, InterruptedException {
        return cluster.rest().get("jobs").get("jobs").findValuesAsText("id");
    }
}
