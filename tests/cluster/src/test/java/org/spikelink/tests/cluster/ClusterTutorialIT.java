package org.spikelink.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.local.cluster.LocalCluster;
import org.spikelink.local.cluster.Wait;

/**
 * Runs the commands of the tutorial on a cluster, a crash and an upgrade in their order, with what they print: only the
 * cluster's folder is the test's own, {@code watch} is told when to end, and the cameras, which send from the
 * beginning to the end, are ended as by Ctrl-C. What is committed then is what the same batches give offline.
 */
@Tag("nightly")
class ClusterTutorialIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Rows of 4 cameras in about two seconds. */
    private static final int SOME_MORE = 400;

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:text)?\\n(.*?)^```");
    private static final Pattern ADDRESS =
            Pattern.compile("--bootstrap-servers (127\\.0\\.0\\.1:\\d+)");
    private static final Pattern TASK_MANAGER =
            Pattern.compile("\\| taskmanager-1 +\\| (\\d+) +\\| alive");
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint: (\\S+)");
    private static final Path PAGE = Path.of("docs/tutorials/cluster.md");

    private final Path home = BuildProperty.HOME.path();
    private final Path dir = BuildProperty.CLUSTER_DIR.path().resolve("tutorial");
    private String broker = "";
    private String number = "";
    private String savepoint = "";
    private Process cameras;
    private OutputTopics found;

    @BeforeEach
    void emptyTheFolder() throws Exception {
        FileUtils.deleteDirectory(dir.toFile());
    }

    @AfterEach
    void end() throws Exception {
        if (found != null) {
            found.close();
        }
        if (cameras != null) {
            cameras.destroyForcibly();
        }
        new LocalCluster(dir).down();
    }

    @Test
    @Timeout(1200)
    void eachCommandWorksAsItIsPrinted() throws Exception {
        List<String> done = new ArrayList<>();
        for (String line : lines()) {
            run(line);
            done.add(line.replaceAll("^\\./spikelink ", "").replaceAll(" [-A-Z].*", ""));
        }

        assertThat(done)
                .containsExactly(
                        "cluster up",
                        "cluster status",
                        "simulate",
                        "watch",
                        "kill",
                        "cluster status",
                        "cluster stop",
                        "classify",
                        "cluster down");
    }

    private List<String> lines() throws Exception {
        return BLOCK.matcher(Files.readString(home.resolve(PAGE)))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    private void run(String line) throws Exception {
        List<String> words = words(line);
        switch (line.replaceAll("^\\./spikelink (cluster )?", "").replaceAll(" .*", "")) {
            case "simulate" -> cameras = CommandProcess.start(words.toArray());
            case "watch" -> {
                words.addAll(List.of("--from", "earliest", "--seconds", "3"));
                Wait.until("a class", LIMIT, () -> classes(words));
            }
            case "kill" -> killAndAwaitTheJob(words);
            case "classify" -> {
                assertSucceeds(line, words);
                awaitSomeMore();
            }
            case "down" -> {
                assertNothingIsLostOrRepeated();
                assertSucceeds(line, words);
            }
            default -> assertSucceeds(line, words);
        }
    }

    /** Keeps what a user copies from its output. */
    private void assertSucceeds(String line, List<String> words) throws Exception {
        CommandProcess run = CommandProcess.run(words.toArray());
        assertThat(run.code()).as("%s:%n%s", line, run.text()).isZero();
        broker = copied(ADDRESS, run.text(), broker);
        number = copied(TASK_MANAGER, run.text(), number);
        savepoint = copied(SAVEPOINT, run.text(), savepoint);
    }

    private static String copied(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static boolean classes(List<String> watch) throws Exception {
        CommandProcess run = CommandProcess.run(watch.toArray());
        return run.code() == 0 && run.text().contains("| simulated-");
    }

    private void killAndAwaitTheJob(List<String> kill) throws Exception {
        found = new OutputTopics(broker, Topics.defaults());
        awaitSomeMore();
        String killed = number;
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
        Wait.until("another process, and the job on it", LIMIT, () -> runsWithout(killed));
        awaitSomeMore();
    }

    private boolean runsWithout(String killed) throws Exception {
        CommandProcess status = CommandProcess.run("cluster", "status", "--dir", dir);
        String now = copied(TASK_MANAGER, status.text(), killed);
        return status.code() == 0 && !now.equals(killed) && status.text().contains("RUNNING");
    }

    /** While the cameras send. */
    private void awaitSomeMore() throws Exception {
        int before = found.readToEnd().rows();
        Wait.until("steps", LIMIT, () -> found.readOn().rows() >= before + SOME_MORE);
        assertThat(cameras.isAlive()).as("the cameras send").isTrue();
    }

    private void assertNothingIsLostOrRepeated() throws Exception {
        cameras.toHandle().destroy();
        String said = CommandProcess.await(cameras).text();
        Outputs expected = SentBatches.of(broker).stepped();
        Wait.until(
                "the outputs of all that was sent; the cameras said: " + said,
                LIMIT,
                () -> expected.missingIn(found.readOn()).isEmpty());
        assertThat(found.readToEnd().differences(expected)).isEmpty();
        assertThat(found.rejected()).isZero();
    }

    private List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.replaceFirst("^\\./spikelink ", "").split(" ", -1)) {
            words.add(
                    switch (word) {
                        case "BROKER" -> broker;
                        case "NUMBER" -> number;
                        case "SAVEPOINT" -> savepoint;
                        case "spikelink-cluster" -> dir.toString();
                        default -> word.startsWith("jobs/") ? home.resolve(word).toString() : word;
                    });
        }
        if (words.get(0).equals("cluster")) {
            words.addAll(2, List.of("--dir", dir.toString()));
        }
        return words;
    }
}
