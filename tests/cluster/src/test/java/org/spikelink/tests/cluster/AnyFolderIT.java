package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.local.cluster.JobStatus;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.local.cluster.Wait;

/** All that a user does with a model and a job, in folders with any name. */
class AnyFolderIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = "a b,c %20 größe'")
    @Timeout(1_200)
    void everythingWorksInAFolderWithAnyName(String name) throws Exception {
        live(Files.createDirectory(temporary.resolve(name)));
    }

    @Tag("nightly")
    @ParameterizedTest
    @ValueSource(strings = {"~", "a#b?c&d", "$HOME `x` \"y\"", "左右", "a;b:c", "-x=y", "*"})
    @Timeout(1_200)
    void everythingWorksInFoldersWithMoreNames(String name) throws Exception {
        live(Files.createDirectory(temporary.resolve(name)));
    }

    private void live(Path folder) throws Exception {
        Path recordings = folder.resolve("recordings");
        Path model = folder.resolve("my model.safetensors");
        Path dir = folder.resolve("cluster");
        ok("simulate", "--out", recordings, "--gestures", 6, "--seed", 1);
        ok(
                "train",
                "--recordings",
                recordings,
                "--hidden",
                8,
                "--epochs",
                1,
                "--batch",
                4,
                "--downsample",
                4,
                "--validation",
                0,
                "--window-bins",
                10,
                "--out",
                model);
        ok(
                "evaluate",
                "--model",
                model,
                "--recordings",
                recordings,
                "--predictions",
                folder.resolve("p.tsv"));
        LocalCluster cluster = new LocalCluster(dir);
        try {
            String up = ok("cluster", "up", "--dir", dir, "--task-managers", 1);
            assertThat(words(line(up, "cluster down"))).contains(dir.toString());
            run(dir, cluster, model, recordings);
            assertNothingBeside(
                    folder, "recordings", model.getFileName().toString(), "cluster", "p.tsv");
            assertNothingBeside(temporary, folder.getFileName().toString());
        } finally {
            cluster.down();
        }
    }

    private static void run(Path dir, LocalCluster cluster, Path model, Path recordings)
            throws Exception {
        ok(
                "classify",
                "--cluster",
                dir,
                "--model",
                model,
                "--create-topics",
                "--delivery",
                "exactly-once",
                "--checkpoint-interval",
                "500ms");
        ok(
                "replay",
                recordings,
                "--speed",
                "max",
                "--bootstrap-servers",
                cluster.bootstrapServers());
        Wait.until("a checkpoint", LIMIT, () -> checkpoint(cluster).isPresent());
        String stop = ok("cluster", "stop", "--dir", dir);
        List<String> resume = words(line(stop, "to resume: "));
        assertThat(resume)
                .contains(
                        "--delivery=exactly-once",
                        "--model=" + model,
                        "--checkpoint-interval=500ms");
        String restore =
                resume.stream().filter(w -> w.startsWith("--restore=")).findFirst().orElseThrow();
        assertThat(ok("streams", "inspect", restore.substring("--restore=".length())))
                .contains("streams, ");
        ok(resume.subList(1, resume.size()).toArray());
        Wait.until("the job to be restored", LIMIT, () -> checkpoint(cluster).isPresent());
    }

    private static Optional<JobStatus.Checkpoint> checkpoint(LocalCluster cluster)
            throws IOException, InterruptedException {
        return JobStatus.all(cluster.rest()).stream()
                .filter(job -> job.state().equals("RUNNING"))
                .findFirst()
                .flatMap(JobStatus::lastCheckpoint);
    }

    private static String ok(Object... command) throws IOException, InterruptedException {
        CommandProcess run = CommandProcess.run(command);
        assertThat(run.code()).as("%s: %s", List.of(command), run.text()).isZero();
        return run.text();
    }

    private static String line(String text, String with) {
        return text.lines().filter(line -> line.contains(with)).findFirst().orElseThrow();
    }

    /** The words of a printed command as a shell reads it, from {@code ./spikelink} on. */
    private static List<String> words(String line) throws IOException {
        String command = line.substring(line.indexOf("./spikelink"));
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command).start();
        return new String(shell.getInputStream().readAllBytes(), UTF_8).lines().toList();
    }

    private static void assertNothingBeside(Path folder, String... names) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            assertThat(found.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(names);
        }
    }
}
