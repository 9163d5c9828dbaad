package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.FlinkJob;
import org.spikelink.local.cluster.Wait;

/** Jobs that come and go leave nothing behind in a TaskManager. */
@Tag("nightly")
class ResubmitIT {
    private static final Topics TOPICS = Topics.defaults();
    private static final int TIMES = 10;

    /** Times after which what jobs share has come to be: pools, connections. */
    private static final int WARM = 6;

    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** A job's own classes are some thousand: one that stays shows. */
    private static final long FEW_CLASSES = 500;

    private static final long FEW_KIB = 6_000;

    /** Fewer than one each for the jobs after the sixth. */
    private static final long FEW = TIMES - WARM - 1;

    @TempDir private Path folder;

    @Test
    @Timeout(1_200)
    void tenSubmitsAndCancelsLeaveWhatTheSecondLeft() throws Exception {
        SensorStreams streams = SensorStreams.load(4, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
                FlinkCluster cluster = TestClusters.start("ResubmitIT", folder, 1)) {
            broker.kafka().createTopics(1, TOPICS);
            TestClusters.run(
                    cluster, () -> resubmit(cluster, broker.bootstrapServers(), model, streams));
        }
    }

    private void resubmit(FlinkCluster cluster, String brokers, Path model, SensorStreams streams)
            throws Exception {
        ClusterProcess taskManager = cluster.taskManagers().get(0);
        ProcessFootprint second = null;
        ProcessFootprint warm = null;
        for (int n = 1; n <= TIMES; n++) {
            FlinkJob job =
                    cluster.rest()
                            .submit(BuildProperty.JOB_JAR.path(), arguments(brokers, model, n));
            Wait.until("all tasks to run", LIMIT, job::isFullyRunning);
            try (PacedSender sender =
                    new PacedSender(
                            brokers,
                            TOPICS.sensors(),
                            streams.batches("run-" + n + "/"),
                            Duration.ofMillis(200))) {
                sender.await(LIMIT);
            }
            int complete = job.completedCheckpoints();
            Wait.until("a checkpoint", LIMIT, () -> job.completedCheckpoints() > complete);
            assertThat(ProcessFootprint.jobThreads(taskManager)).as("threads").isNotEmpty();
            job.cancel();
            if (n == 2) {
                second = ProcessFootprint.of(taskManager);
            } else if (n == WARM) {
                warm = ProcessFootprint.of(taskManager);
            }
        }
        ProcessFootprint last = ProcessFootprint.of(taskManager);
        System.out.printf(
                "after 2: %s%nafter %d: %s%nafter %d: %s%n", second, WARM, warm, TIMES, last);
        assertThat(last.classes()).isLessThan(second.classes() + FEW_CLASSES);
        assertThat(last.metaspaceKiB()).isLessThan(second.metaspaceKiB() + FEW_KIB);
        assertThat(last.jobThreads()).as("threads of jobs that have ended").isEmpty();
        assertThat(last.threads()).as("threads").isLessThanOrEqualTo(warm.threads() + FEW);
        assertThat(last.files()).as("open files").isLessThanOrEqualTo(warm.files() + FEW);
    }

    private List<String> arguments(String brokers, Path model, int n) {
        return List.of(
                "--model=" + model,
                "--bootstrap-servers=" + brokers,
                "--job-name=resubmit-" + n,
                "--delivery=exactly-once",
                "--parallelism=1",
                "--checkpoint-interval=500ms",
                "--checkpoint-dir=" + folder.resolve("checkpoints"));
    }
}
