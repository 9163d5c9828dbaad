package org.spikelink.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.cli.docs.PageCommands.Command;

/**
 * Runs the commands of the tutorials that need a broker, in their order, each terminal at the same time as the others. The broker
 * is the test's own, and {@code watch} and {@code view} are told when to end and which port to take.
 */
@Timeout(240)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a tutorial pipes with a shell")
class LiveTutorialsIT {
    private static final Path PAGES = Path.of("../../docs/tutorials");
    private static final String BROKER = "127.0.0.1:9092";
    private static final String SHIPPED = "jobs/tools/src/main/resources/";
    private static final Pattern PAGE = Pattern.compile("the live page is at (http://\\S+)");

    /** A stream's folder and its class, which may be cut. */
    private static final Pattern ROW =
            Pattern.compile("\\| ([a-z-]+)/\\S+ +\\| ([a-z-]+)(?:…| ) *\\|");

    @TempDir private Path folder;

    private LiveCommands live;

    @BeforeEach
    void begin() throws Exception {
        live = new LiveCommands();
    }

    @AfterEach
    void end() throws InterruptedException {
        live.close();
    }

    @Test
    void fromARecordingToAClass() throws Exception {
        List<Run> runs = follow("first-recording.md", LiveTutorialsIT::recognizesTheGestures);

        assertThat(runs.get(1).out()).as("two polarities").contains("+", "-");
        assertThat(runs.get(2).out()).as("the model").contains("width 32, height 32", "wave");
        assertThat(runs.get(3).out()).as("the class").containsPattern("\\| wave +\\|");
        assertThat(runs.get(4).out()).as("evaluate").containsPattern("accuracy (9\\d|100)\\.");
    }

    /** Each recording is a stream, named by the folder of its class; of 18 one may be mistaken. */
    private static boolean recognizesTheGestures(String table) {
        return ROW.matcher(table)
                        .results()
                        .filter(row -> row.group(1).startsWith(row.group(2)))
                        .count()
                >= 17;
    }

    @Test
    void fromALiveCamera() throws Exception {
        follow(
                "live.md",
                table ->
                        Pattern.compile("\\| piped +\\| wave +\\|").matcher(table).find()
                                && table.contains("| simulated-"));

        Matcher page = PAGE.matcher(live.printed());
        assertThat(page.find()).isTrue();
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(page.group(1))).build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>Spikelink");
    }

    /** Runs a page; returns what has run to its end before a class was to be seen. */
    private List<Run> follow(String page, Predicate<String> classified) throws Exception {
        List<Run> runs = new ArrayList<>();
        boolean watched = false;
        for (Command command : PageCommands.of(PAGES.resolve(page))) {
            List<String> words = words(command);
            switch (command.name()) {
                case "broker" -> assertThat(words).hasSize(1); // this test's own
                case "classify" -> {
                    live.background(words);
                    live.awaitPrinted("classifying");
                }
                case "view" -> {
                    live.background(words);
                    live.awaitPrinted("the live page is at ");
                }
                case "watch" -> {
                    Run seen = LiveCommands.until(words, classified);
                    assertThat(classified.test(seen.out())).as(seen.out()).isTrue();
                    watched = true;
                }
                default -> {
                    if (command.piped()) {
                        LiveCommands.pipe(shell(command.before()));
                    }
                    Run run = Run.spikelink(words.toArray());
                    assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
                    runs.add(run);
                }
            }
        }
        assertThat(watched).isTrue();
        return runs;
    }

    private byte[] shell(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).as(command).isZero();
        return out;
    }

    private List<String> words(Command command) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : command.words()) {
            words.add(words.contains("--scene") ? word : word(word));
        }
        switch (command.name()) {
            case "classify" -> words.addAll(List.of("--parallelism", "1"));
            case "watch" -> words.addAll(List.of("--from", "earliest", "--seconds", "1"));
            case "view" -> words.addAll(List.of("--port", "0"));
            default -> {
                // as it is
            }
        }
        return words;
    }

    private String word(String word) throws IOException {
        if (word.equals(BROKER)) {
            return live.broker();
        }
        if (word.startsWith(SHIPPED)) {
            return PAGES.toRealPath().resolve("../..").resolve(word).toString();
        }
        return word.matches("(gestures|wave)([./].*)?") ? folder.resolve(word).toString() : word;
    }
}
