package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.broker.BrokerWatch;
import org.spikelink.jobs.cluster.BrokerProcess;
import org.spikelink.jobs.cluster.ClusterFolder;
import org.spikelink.jobs.cluster.ClusterProcess;
import org.spikelink.jobs.cluster.FlinkCluster;
import org.spikelink.jobs.cluster.FlinkConf;
import org.spikelink.jobs.cluster.Wait;
import org.spikelink.jobs.cluster.ZooKeeper;

/**
 * Broker, ZooKeeper, JobManager and two TaskManagers, each a process of its own, one TaskManager on an island where the
 * machine permits that, and jobs on them, of which each TaskManager runs a half.
 */
final class FaultyCluster implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final BrokerProcess broker;
    private final DelayProxy proxy;
    private final ZooKeeper zooKeeper;
    private final FlinkCluster cluster;
    private final CheckpointStorage storage;
    private final Island island;
    private final List<FaultyJob> jobs;
    private int garbage;
    private List<SensorBatch> burst = List.of();
    private ClusterProcess islander;

    private FaultyCluster(
            BrokerProcess broker,
            DelayProxy proxy,
            ZooKeeper zooKeeper,
            FlinkCluster cluster,
            CheckpointStorage storage,
            Island island,
            List<FaultyJob> jobs) {
        this.broker = broker;
        this.proxy = proxy;
        this.zooKeeper = zooKeeper;
        this.cluster = cluster;
        this.storage = storage;
        this.island = island;
        this.jobs = jobs;
    }

    /** Starts the cluster, and creates the jobs' topics; the jobs are submitted by {@link #submitAll}. */
    static FaultyCluster start(String name, Path folder, FaultyJob... jobs) throws Exception {
        ClusterFolder home = TestClusters.folder(name, folder);
        Island island = Island.create();
        String host = island.isThere() ? island.mainlandAddress() : FlinkConf.HOST;
        int brokerPort = FlinkConf.freePort();
        DelayProxy proxy = new DelayProxy(host, brokerPort);
        BrokerProcess broker =
                BrokerProcess.start(
                        TestClusters.installation(),
                        home,
                        brokerPort,
                        PARTITIONS,
                        Optional.of(proxy.address()));
        ZooKeeper zooKeeper = ZooKeeper.start(TestClusters.installation(), home, host);
        Map<String, String> settings = new HashMap<>(zooKeeper.flinkSettings("4s"));
        settings.putAll(reachableAt(host));
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(jobs.length));
        FlinkCluster cluster = TestClusters.start(home, 1, settings);
        FaultyCluster faulty =
                new FaultyCluster(
                        broker,
                        proxy,
                        zooKeeper,
                        cluster,
                        CheckpointStorage.create(folder.resolve("checkpoints")),
                        island,
                        List.of(jobs));
        faulty.startTaskManager();
        faulty.createTopics();
        return faulty;
    }

    private static Map<String, String> reachableAt(String host) {
        return Map.of(
                "jobmanager.rpc.address", host,
                "jobmanager.bind-host", host,
                "taskmanager.host", host,
                "taskmanager.bind-host", host,
                // Nobody knows a name for such an address, and asking takes seconds.
                "jobmanager.retrieve-taskmanager-hostname", "false");
    }

    private void createTopics() throws InterruptedException {
        try (BrokerWatch watch = new BrokerWatch(bootstrapServers(), new Properties())) {
            for (FaultyJob job : jobs) {
                Topics topics = job.topics();
                watch.createTopics(
                        List.of(topics.spikes(), topics.classes(), topics.rejected()), PARTITIONS);
            }
        }
    }

    /** Submits the jobs, and waits until all their tasks run. */
    void submitAll(Path model) throws Exception {
        for (FaultyJob job : jobs) {
            job.submit(cluster.rest(), bootstrapServers(), model, storage.folder());
        }
        awaitHealthy();
    }

    /** Waits until all tasks of all jobs run and have completed one more checkpoint. */
    void awaitHealthy() throws Exception {
        for (FaultyJob job : jobs) {
            job.awaitHealthy();
        }
    }

    /** Waits until a job runs that did not at {@code sinceMs}, wall-clock. */
    void awaitRestart(long sinceMs) throws Exception {
        Wait.until(
                "a job to start anew",
                LIMIT,
                () -> {
                    for (FaultyJob job : jobs) {
                        if (job.hasStartedSince(sinceMs)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /** Checkpoints of each job that failed. */
    List<Integer> failedCheckpoints() throws IOException, InterruptedException {
        List<Integer> failed = new ArrayList<>();
        for (FaultyJob job : jobs) {
            failed.add(job.flink().failedCheckpoints());
        }
        return failed;
    }

    /** Keeps the storage full until a checkpoint of each job has failed since {@code before}. */
    void awaitFailedCheckpoints(List<Integer> before) throws Exception {
        Wait.until(
                "a checkpoint of each job to fail",
                LIMIT,
                () -> {
                    storage.fill();
                    List<Integer> failed = failedCheckpoints();
                    return IntStream.range(0, failed.size())
                            .allMatch(n -> failed.get(n) > before.get(n));
                });
    }

    /** Starts a TaskManager: on the island where none lives there. */
    void startTaskManager() throws IOException {
        if (island.isThere() && (islander == null || !islander.isAlive())) {
            islander =
                    cluster.startTaskManager(
                            command -> {
                                List<String> inside = island.inside(command);
                                inside.addAll(
                                        List.of(
                                                "-D",
                                                "taskmanager.host=" + island.address(),
                                                "-D",
                                                "taskmanager.bind-host=" + island.address()));
                                return inside;
                            });
        } else {
            cluster.startTaskManager();
        }
    }

    FlinkCluster cluster() {
        return cluster;
    }

    BrokerProcess broker() {
        return broker;
    }

    /** What stands between the broker and everybody. */
    DelayProxy proxy() {
        return proxy;
    }

    Island island() {
        return island;
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
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

    /** Records that must be in each job's rejected topic, each once. */
    int garbage() {
        return garbage;
    }

    @Override
    public void close() throws IOException {
        cluster.close();
        zooKeeper.close();
        broker.close();
        proxy.close();
        island.close();
        storage.close();
    }
}
