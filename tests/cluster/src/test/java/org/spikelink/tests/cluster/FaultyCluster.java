package org.spikelink.tests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.spikelink.connectors.kafka.client.BrokerWatch;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.cluster.BrokerProcess;
import org.spikelink.local.cluster.ClusterFolder;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.FlinkConf;
import org.spikelink.local.cluster.Wait;
import org.spikelink.local.cluster.ZooKeeper;

/**
 * Broker, ZooKeeper, JobManager and two TaskManagers, each a process of its own, one TaskManager on an island where
 * the machine permits that, and jobs on them, of which each TaskManager runs a half.
 */
final class FaultyCluster implements AutoCloseable {
    private static final int PARTITIONS = 4;

    /** Of the broker: 2 is Kafka's default. */
    static final int TRANSACTION_VERSION = Integer.getInteger("faults.transaction.version", 1);

    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** In which a JobManager must lead again. */
    private static final Duration TAKEOVER = Duration.ofSeconds(45);

    /** Of a log, to see what its process was doing, with the stacks of all threads. */
    private static final int LOG_LINES = 600;

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
                        Optional.of(proxy.address()),
                        "--transaction-version=" + TRANSACTION_VERSION);
        ZooKeeper zooKeeper = ZooKeeper.start(TestClusters.installation(), home, host);
        Map<String, String> settings = new HashMap<>(zooKeeper.flinkSettings("4s"));
        settings.putAll(reachableAt(host));
        settings.putAll(ClusterSettings.ALL);
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
        try (BrokerWatch watch = new BrokerWatch(KafkaCluster.at(bootstrapServers()))) {
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
            job.awaitRunning();
        }
        List<Integer> before = new ArrayList<>();
        for (FaultyJob job : jobs) {
            before.add(job.flink().completedCheckpoints());
        }
        for (int n = 0; n < before.size(); n++) {
            jobs.get(n).awaitCheckpointAfter(before.get(n));
        }
    }

    /** Waits until a job runs that did not at {@code sinceMs}, wall-clock. */
    void awaitRestart(long sinceMs) throws Exception {
        Wait.until("a job to restart", LIMIT, () -> hasRestarted(sinceMs));
    }

    /**
     * Waits as {@link #awaitRestart} does after a fault of the JobManager. Rarely, the ZooKeeper client of a JobManager
     * whose session has expired reconnects and is not elected again, though nobody else is. Production restarts such a
     * JobManager by a liveness probe; this does the same, once, and prints what the JobManager was doing.
     */
    void awaitTakeover(long sinceMs) throws Exception {
        try {
            Wait.until("a job to restart", TAKEOVER, () -> hasRestarted(sinceMs));
        } catch (TimeoutException e) {
            ClusterProcess stuck = cluster.jobManager();
            stuck.dumpThreads();
            Thread.sleep(1_000);
            System.out.println(e.getMessage() + "; " + stuck + " is replaced. The end of its log:");
            List<String> log = Files.readAllLines(stuck.log());
            log.subList(Math.max(0, log.size() - LOG_LINES), log.size())
                    .forEach(System.out::println);
            stuck.kill();
            cluster.startJobManager();
            awaitRestart(sinceMs);
        }
    }

    private boolean hasRestarted(long sinceMs) throws IOException, InterruptedException {
        for (FaultyJob job : jobs) {
            if (job.hasStartedSince(sinceMs)) {
                return true;
            }
        }
        return false;
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
                                                "taskmanager.bind-host=" + island.address(),
                                                "-D",
                                                "metrics.reporter.prom.host=" + island.address()));
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

    /** The addresses at which the cluster's processes show their metrics. */
    List<String> hosts() {
        return island.isThere()
                ? List.of(FlinkConf.HOST, island.address())
                : List.of(FlinkConf.HOST);
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
