package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.cluster.ClusterProcess;
import org.spikelink.jobs.cluster.FlinkCluster;
import org.spikelink.jobs.cluster.FlinkJob;
import org.spikelink.jobs.cluster.Wait;

/** The job on a real cluster that loses a TaskManager, against the same batches stepped offline. */
class TaskManagerKillIT {
    private static final Topics TOPICS = Topics.defaults();
    private static final int STREAMS = 40;
    private static final int PARTITIONS = 4;
    private static final int PARALLELISM = 2;

    /** At most: what is not sent before the kill is sent at once after it. */
    private static final Duration SENDING = Duration.ofSeconds(40);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Outputs that must be in open transactions when the TaskManager dies. */
    private static final int AT_STAKE = 10;

    private static final String OPERATOR = "flink_taskmanager_job_task_operator_";

    private static final String SECRET = "correcthorsebattery";

    /** Of the cluster: what the job is not told otherwise, and a delivery that its arguments win over. */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "spikelink.spikes",
                    "all",
                    "spikelink.delivery",
                    "at-least-once",
                    "spikelink.properties.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=me password=%s;"
                            .formatted(SECRET));

    @TempDir private Path folder;

    @Test
    @Timeout(300)
    void aTaskManagerKilledInTheMiddleCostsNoOutputAndRepeatsNone() throws Exception {
        SensorStreams streams = SensorStreams.load(STREAMS, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                FlinkCluster cluster =
                        TestClusters.start(
                                TestClusters.folder("TaskManagerKillIT", folder),
                                PARALLELISM,
                                SETTINGS)) {
            broker.createTopics(
                    PARTITIONS,
                    TOPICS.sensors(),
                    TOPICS.spikes(),
                    TOPICS.classes(),
                    TOPICS.rejected());
            TestClusters.run(
                    cluster, () -> killOne(cluster, broker.bootstrapServers(), model, streams));
        }
    }

    private void killOne(FlinkCluster cluster, String brokers, Path model, SensorStreams streams)
            throws Exception {
        List<SensorBatch> batches = streams.batches();
        Outputs expected = streams.expected();
        FlinkJob job =
                cluster.rest().submit(BuildProperty.JOB_JAR.path(), arguments(brokers, model));
        Wait.until("all tasks to run", LIMIT, job::isFullyRunning);
        try (OutputTopics topics = new OutputTopics(brokers, TOPICS);
                PacedSender sender = new PacedSender(brokers, TOPICS.sensors(), batches, SENDING)) {
            awaitTheMiddle(sender, batches.size() / 10, job, topics);
            ClusterProcess victim = cluster.taskManager(job.taskManagers().iterator().next());
            victim.kill();
            int sentAtKill = sender.sent();
            ClusterProcess replacement = cluster.startTaskManager();
            long killedNs = System.nanoTime();
            sender.hurry();

            sender.await(LIMIT);
            awaitAll(expected, topics);
            Duration caughtUp = Duration.ofNanos(System.nanoTime() - killedNs);
            awaitCheckpoints(2, job);
            Outputs found = topics.readToEnd();
            int aborted = topics.aborted();

            assertThat(sentAtKill).as("batches sent at the kill").isLessThan(batches.size());
            assertRestarted(job, victim, replacement);
            assertThat(aborted).as("outputs that the kill undid").isPositive();
            assertThat(found.differences(expected))
                    .as(
                            "streams whose committed rows are not the offline run's, bit for bit, once, in order")
                    .isEmpty();
            assertThat(topics.rejected()).as("rejected records").isZero();
            assertThat(job.metric("failedCommittables")).as("transactions that were lost").isZero();
            List<String> samples = PrometheusPage.readAll(cluster.conf());
            assertPrometheusSees(samples);
            assertPrometheusCountsWhatIsOdd(cluster, streams.model(), brokers);
            assertThat(MonitoringFiles.metrics())
                    .as("metrics of the dashboard and the alerts, which the cluster must export")
                    .hasSizeGreaterThan(25)
                    .isSubsetOf(names(samples));
            assertTheSecretIsToldNowhere(cluster);
            job.cancel();
            System.out.printf(
                    "%d batches, %d sent at the kill; %d rows the same; %d records undone; caught up after %d ms;"
                            + " %d restores%n",
                    batches.size(),
                    sentAtKill,
                    found.rows(),
                    aborted,
                    caughtUp.toMillis(),
                    job.restores());
        }
    }

    /** That the kill happened and was noticed: without it the rest proves nothing. */
    private static void assertRestarted(
            FlinkJob job, ClusterProcess victim, ClusterProcess replacement) throws Exception {
        assertThat(victim.isAlive()).as("the killed TaskManager lives").isFalse();
        assertThat(job.failures()).as("failures that made the job restart").isNotEmpty();
        assertThat(job.restores()).as("restores from a checkpoint").isPositive();
        assertThat(job.taskManagers())
                .as("TaskManagers that run the job")
                .contains(replacement.name())
                .doesNotContain(victim.name());
    }

    /** The replacement's counters begin anew, so all that can be told is that they count. */
    private static void assertPrometheusSees(List<String> samples) {
        for (String metric :
                List.of(
                        "steps",
                        "events",
                        "spikes",
                        "reason_flushes",
                        "effectiveMacs",
                        "effectiveAcs",
                        "denseOperations",
                        "layer_layerSpikes",
                        "layer_firingRate",
                        "layer_activeInputFraction",
                        "endToEndLatencyMs_count",
                        "bundleSize_count",
                        "stepLatencyNs_count")) {
            assertThat(samples)
                    .as("Prometheus samples of %s", metric)
                    .filteredOn(s -> s.startsWith(OPERATOR + metric + "{"))
                    .anyMatch(sample -> value(sample) > 0);
        }
        assertThat(samples)
                .filteredOn(s -> s.contains("_modelInfo{"))
                .isNotEmpty()
                .allMatch(s -> s.contains("version=\"") && value(s) == 1);
    }

    /** Nothing of it has happened before, and nobody dies any more. */
    private static void assertPrometheusCountsWhatIsOdd(
            FlinkCluster cluster, Model model, String brokers) throws Exception {
        assertThat(sums(cluster)).allSatisfy((metric, sum) -> assertThat(sum).isZero());
        new OddBatches(model.document().input()).send(brokers, TOPICS.sensors());
        Wait.until(
                () -> "metrics to be " + OddBatches.COUNTED + " (they are " + sums(cluster) + ")",
                LIMIT,
                () -> sums(cluster).equals(OddBatches.COUNTED));
    }

    /** Over all tasks, of the metrics that {@link OddBatches} counts. */
    private static Map<String, Double> sums(FlinkCluster cluster) {
        List<String> samples = PrometheusPage.readAll(cluster.conf());
        return OddBatches.COUNTED.keySet().stream()
                .collect(
                        Collectors.toMap(
                                metric -> metric,
                                metric ->
                                        samples.stream()
                                                .filter(s -> s.startsWith(OPERATOR + metric + "{"))
                                                .mapToDouble(TaskManagerKillIT::value)
                                                .sum()));
    }

    /** The job has it from the cluster's configuration, which a page of Flink shows and every process logs. */
    private static void assertTheSecretIsToldNowhere(FlinkCluster cluster) throws Exception {
        assertThat(cluster.rest().get("jobmanager/config").toString())
                .contains("spikelink.spikes", "sasl.jaas.config")
                .doesNotContain(SECRET);
        List<ClusterProcess> processes = new ArrayList<>(cluster.taskManagers());
        processes.add(cluster.jobManager());
        for (ClusterProcess process : processes) {
            assertThat(Files.readString(process.log()))
                    .as("%s", process)
                    .isNotEmpty()
                    .doesNotContain(SECRET);
        }
    }

    private static Set<String> names(List<String> samples) {
        return samples.stream()
                .map(sample -> sample.split("[{ ]", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static double value(String sample) {
        return Double.parseDouble(sample.substring(sample.lastIndexOf(' ') + 1));
    }

    private List<String> arguments(String brokers, Path model) {
        return List.of(
                "--model=" + model,
                "--bootstrap-servers=" + brokers,
                "--delivery=exactly-once",
                "--state-backend=rocksdb",
                "--parallelism=" + PARALLELISM,
                "--checkpoint-interval=1s",
                "--checkpoint-dir=" + folder.resolve("checkpoints"));
    }

    /**
     * Waits until at least {@code sent} batches are, two checkpoints are complete, and since the latest of them outputs
     * were written that the next has not committed yet: only then does a kill interrupt something.
     */
    private static void awaitTheMiddle(
            PacedSender sender, int sent, FlinkJob job, OutputTopics topics) throws Exception {
        Wait.until(() -> sent + " batches to be sent", LIMIT, () -> sender.sent() >= sent);
        awaitCheckpoints(2, job);
        Wait.until("outputs in a transaction", LIMIT, () -> topics.open() >= AT_STAKE);
    }

    /** Waits until {@code more} checkpoints than now are complete: outputs written before are then committed. */
    private static void awaitCheckpoints(int more, FlinkJob job) throws Exception {
        int complete = job.completedCheckpoints() + more;
        Wait.until("checkpoints", LIMIT, () -> job.completedCheckpoints() >= complete);
    }

    private static void awaitAll(Outputs expected, OutputTopics topics) throws Exception {
        Wait.until(
                () -> missing(expected.missingIn(topics.outputs()), expected.rows()),
                LIMIT,
                () -> expected.missingIn(topics.readOn()).isEmpty());
    }

    private static String missing(List<Record> missing, int all) {
        return "%d of %d outputs, the first of them %s"
                .formatted(missing.size(), all, missing.stream().limit(5).toList());
    }
}
