package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.local.cluster.Wait;
import org.spikelink.local.fixture.ListeningSockets;

/** {@code spikelink cluster} as a user has it: up, a job, kill what you like, down. */
class ClusterCommandIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Stays, with the logs in it. */
    private Path dir;

    @TempDir private Path folder;

    @BeforeEach
    void chooseFolder(TestInfo test) throws Exception {
        dir =
                BuildProperty.CLUSTER_DIR
                        .path()
                        .resolve(test.getTestMethod().orElseThrow().getName());
        FileUtils.deleteDirectory(dir.toFile());
    }

    @AfterEach
    void down() throws Exception {
        new LocalCluster(dir).down();
    }

    @Test
    @Timeout(1_200)
    void aJobOnALocalClusterSurvivesWhatIsKilledAndEndsWithTheCluster() throws Exception {
        SensorStreams streams = SensorStreams.load(8, folder);
        Path model = folder.resolve("model.safetensors");
        ModelFile.write(streams.model(), model);

        CommandProcess up =
                CommandProcess.run(
                        "cluster",
                        "up",
                        "--dir",
                        dir,
                        "--task-managers",
                        1,
                        "--model",
                        model,
                        "--",
                        "--delivery=exactly-once",
                        "--checkpoint-interval=1s",
                        "--spikes=all");

        assertThat(up.code()).as(up.text()).isZero();
        assertThat(up.text()).contains("taskmanager-1", "./spikelink cluster down --dir " + dir);
        assertRejections(model);
        LocalCluster cluster = new LocalCluster(dir);
        for (ClusterProcess process : cluster.processes()) {
            assertThat(ListeningSockets.reachable(process.pid())).as(process.name()).isEmpty();
        }
        List<SensorBatch> batches = streams.batches("a/");
        Outputs expected = new Outputs();
        streams.step(batches, expected);
        try (OutputTopics found = new OutputTopics(cluster.bootstrapServers(), Topics.defaults());
                PacedSender sender =
                        new PacedSender(
                                cluster.bootstrapServers(),
                                Topics.defaults().sensors(),
                                batches,
                                Duration.ofSeconds(5))) {
            Wait.until("some batches to be sent", LIMIT, () -> sender.sent() > batches.size() / 4);
            kill(cluster, "zookeeper", "broker", "jobmanager-1", "taskmanager-1");
            sender.await(LIMIT);
            Wait.until("outputs", LIMIT, () -> expected.missingIn(found.readOn()).isEmpty());
            assertThat(found.readToEnd().differences(expected)).isEmpty();
        }
        assertNothingIsLeftOfWhatWasKilled();
        assertThat(CommandProcess.run("cluster", "status", "--dir", dir))
                .matches(status -> status.code() == 0, "everything lives")
                .matches(status -> status.text().contains("RUNNING"), "the job runs");
        assertStopsAndGoesOn(model);
        List<ClusterProcess> processes = cluster.processes();

        CommandProcess down = CommandProcess.run("cluster", "down", "--dir", dir);

        assertThat(down.text()).startsWith("stopped 5 processes");
        assertThat(processes).hasSize(5).noneMatch(ClusterProcess::isAlive);
        assertThat(CommandProcess.run("cluster", "status", "--dir", dir).code()).isEqualTo(1);
    }

    private void assertRejections(Path model) throws Exception {
        assertThat(CommandProcess.run("cluster", "up", "--dir", dir))
                .matches(again -> again.code() == 1)
                .matches(again -> again.text().contains("must not be in use"));
        assertThat(CommandProcess.run("classify", "--cluster", dir, "--model", model))
                .matches(again -> again.code() == 1)
                .matches(
                        again ->
                                again.text()
                                        .contains(
                                                "job-name must not be that of a job that runs on the same brokers (got \"spikelink\""));
    }

    /** With a savepoint, as the command says how. */
    private void assertStopsAndGoesOn(Path model) throws Exception {
        assertThat(CommandProcess.run("cluster", "stop", "--dir", dir, "other"))
                .matches(other -> other.code() == 1)
                .matches(other -> other.text().contains("(got other; running: spikelink)"));

        CommandProcess stop = CommandProcess.run("cluster", "stop", "--dir", dir);

        assertThat(stop.code()).as(stop.text()).isZero();
        String savepoint = stop.text().lines().findFirst().orElseThrow().replaceAll(".* ", "");
        assertThat(FlinkUri.folder(savepoint).resolve("_metadata")).exists();
        CommandProcess again =
                CommandProcess.run(
                        "classify", "--cluster", dir, "--model", model, "--restore", savepoint);
        assertThat(again.code()).as(again.text()).isZero();
    }

    /** Each process of Flink unpacks a jar of 21 MB. */
    private void assertNothingIsLeftOfWhatWasKilled() throws Exception {
        try (Stream<Path> files = Files.walk(dir.resolve("tmp"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".jar"))).hasSize(2);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwx------");
    }

    private static void kill(LocalCluster cluster, String... names) throws Exception {
        for (ClusterProcess process : cluster.processes()) {
            if (List.of(names).contains(process.name())) {
                process.kill();
            }
        }
    }

    @Test
    @Timeout(1_200)
    void whatAStarterThatWasKilledHasStartedIsEndedToo() throws Exception {
        LocalCluster cluster = new LocalCluster(dir);
        Process up = CommandProcess.start("cluster", "up", "--dir", dir);
        Wait.until("some processes", LIMIT, () -> cluster.processes().size() >= 3);

        up.destroyForcibly().waitFor();
        List<ClusterProcess> orphans = cluster.processes();
        assertThat(orphans).allMatch(ClusterProcess::isAlive);

        assertThat(CommandProcess.run("cluster", "down", "--dir", dir).code()).isZero();
        assertThat(orphans).noneMatch(ClusterProcess::isAlive);
    }
}
