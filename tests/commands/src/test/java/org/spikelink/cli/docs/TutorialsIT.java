package org.spikelink.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.cli.docs.PageCommands.Command;
import org.spikelink.core.model.file.ModelFile;

/** Runs the commands of the tutorials that need no broker, in their order. Only training is shortened. */
@Timeout(240)
class TutorialsIT {
    private static final Path PAGES = Path.of("../../docs/tutorials");
    private static final String SHIPPED = "jobs/tools/src/main/resources/";
    private static final Pattern JSON = Pattern.compile("(?ms)^```json\\n(.*?)^```");

    /** Files and folders that the tutorials write. */
    private static final Pattern WRITTEN =
            Pattern.compile("(own|gestures|imported|wave)([./-].*)?|own-report");

    @TempDir private Path folder;

    @Test
    void trainOnYourOwnRecordings() throws Exception {
        List<Run> runs = follow("training.md");

        assertThat(runs.get(2).out()).as("baseline").contains("kernel ridge on counts");
        assertThat(runs.get(3).out()).contains("report of the training", "test set ");
        assertThat(folder.resolve("own-report/report.html")).exists();
        assertThat(runs.get(5).out()).as("folds").contains("seed 1, fold 3: ");
        assertThat(Files.readAllLines(folder.resolve("own.tsv"))).hasSizeGreaterThan(9);
    }

    /** The shipped model, exported, is the checkpoint: Python and PyTorch are not at hand. */
    @Test
    void fromSnnTorch() throws Exception {
        Path shipped = root(SHIPPED + "org/spikelink/tools/demo/gestures.safetensors");
        Path copy = Files.copy(shipped, folder.resolve("gestures.safetensors"));
        assertThat(Run.spikelink("export", copy, "--to", "snntorch").code()).isZero();
        Matcher json = JSON.matcher(Files.readString(PAGES.resolve("snntorch.md")));
        assertThat(json.find()).isTrue();
        Files.writeString(folder.resolve("gestures.json"), json.group(1));

        List<Run> runs = follow("snntorch.md");

        assertThat(runs.get(3).out()).as("evaluate").containsPattern("accuracy (9\\d|100)\\.");
        assertThat(ModelFile.read(folder.resolve("imported.safetensors")).document().labels())
                .isEqualTo(ModelFile.read(shipped).document().labels());
        assertThat(folder.resolve("imported.pt")).exists();
    }

    /** Runs a page; returns what has run to its end. */
    private List<Run> follow(String page) throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Command command : PageCommands.of(PAGES.resolve(page))) {
            Run run = Run.spikelink(words(command).toArray());
            assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
            runs.add(run);
        }
        return runs;
    }

    private List<String> words(Command command) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : command.words()) {
            words.add(path(word));
        }
        Set<String> named = Set.copyOf(words);
        if (command.name().equals("train") && !named.contains("only")) {
            words.addAll(List.of("--hidden", "8", "--epochs", "2"));
        }
        return words;
    }

    private String path(String word) throws IOException {
        if (word.startsWith(SHIPPED)) {
            return root(word).toString();
        }
        return WRITTEN.matcher(word).matches() ? folder.resolve(word).toString() : word;
    }

    private static Path root(String path) throws IOException {
        return PAGES.toRealPath().getParent().getParent().resolve(path);
    }
}
