package org.spikelink.local.cluster;

import static java.io.OutputStream.nullOutputStream;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.local.process.PidFile;

/** Processes that are written down, with commands that only sleep. */
class ClusterProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<String> SLEEP = List.of("sleep", "1000");

    @TempDir private Path path;

    private ClusterFolder folder;

    @BeforeEach
    void create() throws Exception {
        folder = ClusterFolder.at(path);
        folder.create();
    }

    @AfterEach
    void end() throws Exception {
        ClusterProcess.stop(ClusterProcess.all(folder));
    }

    @Test
    void isFoundAgainByAnyoneWhoKnowsTheFolder() throws Exception {
        ClusterProcess started = ClusterProcess.start(folder, "sleeper", "here:1", SLEEP);

        assertThat(ClusterProcess.all(folder))
                .singleElement()
                .satisfies(
                        found -> {
                            assertThat(found.name()).isEqualTo("sleeper");
                            assertThat(found.pid()).isEqualTo(started.pid());
                            assertThat(found.address()).isEqualTo("here:1");
                            assertThat(found.isAlive()).isTrue();
                            found.kill();
                        });
        assertThat(started.isAlive()).isFalse();
    }

    @Test
    void whatItWritesOnlyItsUserMayRead() throws Exception {
        Path written = path.resolve("blob");

        ClusterProcess.start(
                folder, "writer", "", List.of("sh", "-c", "echo secret > '" + written + "'"));

        Wait.until("the file", LIMIT, () -> Files.exists(written));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
    }

    @Test
    void writesItsLogBesideTheOneBefore() throws Exception {
        for (String word : List.of("first", "second")) {
            ClusterProcess process =
                    ClusterProcess.start(folder, "speaker", "", List.of("echo", word));
            Wait.until("its end", LIMIT, () -> !process.isAlive());
        }

        assertThat(folder.logs().resolve("speaker.log")).hasContent("second");
        assertThat(folder.logs().resolve("speaker.log.before")).hasContent("first");
    }

    @Test
    void anotherProcessThatGotTheNumberIsLeftAlone() throws Exception {
        Process other = new ProcessBuilder(SLEEP).start();
        try {
            new PidFile(other.pid(), "began at another time", "", SLEEP)
                    .write(folder.processes().resolve("gone"));

            List<ClusterProcess> all = ClusterProcess.all(folder);
            assertThat(all).singleElement().matches(process -> !process.isAlive());
            ClusterProcess.stop(all);

            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void doesNotRunIfItsParentDiesBeforeThePidFileIsWritten() throws Exception {
        Path proof = path.resolve("has-run");
        Process process =
                ClusterProcess.waiting(folder, "orphan", List.of("touch", proof.toString()));

        process.getOutputStream().close();

        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(proof).doesNotExist();
    }

    @Test
    void aProcessThatDoesNotStopIsKilled() throws Exception {
        ClusterProcess suspended = ClusterProcess.start(folder, "hanging", "", SLEEP);
        suspended.suspend();

        ClusterProcess.stop(List.of(suspended), Duration.ofMillis(100));

        assertThat(suspended.isAlive()).isFalse();
    }

    @Test
    void theSupervisorRestartsAProcessThatDies() throws Exception {
        ClusterProcess first = ClusterProcess.start(folder, "mortal", "", SLEEP);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Supervisor supervisor =
                new Supervisor(folder, new PrintStream(said, true, StandardCharsets.UTF_8));

        first.kill();
        supervisor.check();

        assertThat(ClusterProcess.all(folder))
                .singleElement()
                .matches(ClusterProcess::isAlive)
                .matches(process -> process.pid() != first.pid());
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("mortal", "has died");
    }

    @Test
    void aProcessThatFailsWheneverItStartsIsInALoop() throws Exception {
        ClusterProcess broken = ClusterProcess.start(folder, "broken", "", List.of("false"));
        Supervisor supervisor =
                new Supervisor(folder, new PrintStream(nullOutputStream(), true, UTF_8));
        assertThat(broken.restarts().isLoop(Instant.now())).isFalse();

        for (int n = 0; n < 3; n++) {
            ClusterProcess latest = ClusterProcess.all(folder).get(0);
            Wait.until("its end", LIMIT, () -> !latest.isAlive());
            supervisor.check();
        }

        assertThat(broken.restarts().count()).isEqualTo(3);
        assertThat(broken.restarts().isLoop(Instant.now())).isTrue();
        assertThat(broken.logBefore()).exists();
    }

    @Test
    void aFolderOfOtherThingsIsNotTaken() throws Exception {
        Path other = Files.createDirectories(path.resolve("photos"));
        Files.createFile(other.resolve("cat.jpg"));

        assertThatThrownBy(() -> new LocalCluster(other).up(null, 1))
                .hasMessage(
                        "cluster folder %s must be empty or belong to a local cluster (it contains cat.jpg)"
                                .formatted(other));
        assertThat(other.toFile().list()).containsExactly("cat.jpg");
    }

    @Test
    void aClusterThatLivesIsNotStartedTwice() throws Exception {
        Files.createFile(path.resolve("cluster.properties"));
        ClusterProcess living = ClusterProcess.start(folder, "broker", "", SLEEP);
        LocalCluster cluster = new LocalCluster(path);

        assertThatThrownBy(() -> cluster.up(null, 1))
                .hasMessageContaining("must not be in use (running: broker " + living.pid());
        assertThat(living.isAlive()).isTrue();
        assertThat(cluster.isStale()).isFalse();

        living.kill();

        assertThat(cluster.isStale()).isTrue();
        assertThat(cluster.down()).isZero();
        assertThat(cluster.processes()).isEmpty();
    }
}
