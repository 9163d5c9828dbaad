package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.cluster.BrokerProcess;
import org.spikelink.jobs.cluster.ClusterFolder;
import org.spikelink.jobs.cluster.FlinkCluster;
import org.spikelink.jobs.cluster.FlinkJob;
import org.spikelink.jobs.cluster.FlinkRest;
import org.spikelink.jobs.cluster.Wait;
import org.spikelink.jobs.cluster.ZooKeeper;

/** Broker, ZooKeeper, JobManager and TaskManagers, each a process of its own, and the job on them. */
final class FaultyCluster implements AutoCloseable {
    private static final int PARALLELISM = 2;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final BrokerProcess broker;
    private final ZooKeeper zooKeeper;
    private final FlinkCluster cluster;
    private final CheckpointStorage storage;
    private final Topics topics = Topics.defaults();
    private FlinkJob job;
    private int garbage;
    private List<SensorBatch> burst = List.of();

    private FaultyCluster(
            BrokerProcess broker,
            ZooKeeper zooKeeper,
            FlinkCluster cluster,
            CheckpointStorage storage) {
        this.storage = storage;
        this.broker = broker;
        this.zooKeeper = zooKeeper;
        this.cluster = cluster;
    }

    static FaultyCluster start(String name, Path folder) throws Exception {
        ClusterFolder home = TestClusters.folder(name, folder);
        BrokerProcess broker = BrokerProcess.start(TestClusters.installation(), home);
        ZooKeeper zooKeeper = ZooKeeper.start(TestClusters.installation(), home);
        FlinkCluster cluster = TestClusters.start(home, PARALLELISM, zooKeeper.flinkSettings("4s"));
        return new FaultyCluster(
                broker,
                zooKeeper,
                cluster,
                CheckpointStorage.create(folder.resolve("checkpoints")));
    }

    /** Submits the job and waits until all its tasks run. */
    void submit(Path model) throws Exception {
        job =
                cluster.rest()
                        .submit(
                                BuildProperty.JOB_JAR.path(),
                                List.of(
                                        "--model=" + model,
                                        "--bootstrap-servers=" + broker.bootstrapServers(),
                                        "--delivery=exactly-once",
                                        "--state-backend=rocksdb",
                                        "--parallelism=" + PARALLELISM,
                                        "--checkpoint-interval=1s",
                                        "--checkpoint-dir=" + storage.folder(),
                                        "--spikes=all"));
        awaitHealthy();
    }

    /** Waits until all tasks run and have completed one more checkpoint. */
    void awaitHealthy() throws Exception {
        Wait.until("all tasks to run", LIMIT, quietly(job::isFullyRunning));
        int complete = job.completedCheckpoints();
        Wait.until("a checkpoint", LIMIT, quietly(() -> job.completedCheckpoints() > complete));
    }

    /** False while the JobManager does not answer. */
    private static Wait.Question<RuntimeException> quietly(
            Wait.Question<RuntimeException> question) {
        return () -> {
            try {
                return question.ask();
            } catch (IOException | FlinkRest.UnexpectedAnswer e) {
                return false;
            }
        };
    }

    FlinkCluster cluster() {
        return cluster;
    }

    BrokerProcess broker() {
        return broker;
    }

    FlinkJob job() {
        return job;
    }

    Topics topics() {
        return topics;
    }

    String sensorsTopic() {
        return topics.sensors();
    }

    CheckpointStorage storage() {
        return storage;
    }

    /** What a burst of load sends. */
    List<SensorBatch> burst() {
        return burst;
    }

    void burst(List<SensorBatch> batches) {
        burst = batches;
    }

    void sentGarbage(int records) {
        garbage += records;
    }

    /** Records that must be in the rejected topic, each once. */
    int garbage() {
        return garbage;
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        zooKeeper.close();
        broker.close();
        storage.close();
    }
}
