package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.SharedFolder;

/** {@code import} and {@code evaluate} on real recordings and a real model. */
class NmnistCommandsTest {
    private static final int RECORDINGS = 5;

    @TempDir Path folder;

    @Test
    void evaluatePredictsAsThePrototypeDid() throws Exception {
        Path expected = SharedFolder.of("models").resolve("nmnist-128.expected.tsv");
        List<String> wanted = Files.readAllLines(expected).subList(1, RECORDINGS + 1);
        Path recordings = recordings(folder, wanted);
        Path predictions = folder.resolve("predictions.tsv");

        Run run =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model(folder),
                        "--recordings",
                        recordings,
                        "--predictions",
                        predictions);

        assertThat(run.code()).as(run.err()).isZero();
        List<String> got = Files.readAllLines(predictions);
        assertThat(got.get(0)).isEqualTo(Files.readAllLines(expected).get(0));
        assertThat(got.subList(1, got.size()).stream().map(NmnistCommandsTest::withoutMargin))
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(NmnistCommandsTest::withoutMargin).toList());
    }

    /** Imports the model into {@code folder}. */
    static Path model(Path folder) {
        Path models = SharedFolder.of("models");
        Path model = folder.resolve("nmnist.safetensors");
        Run run =
                Run.spikelink(
                        "import",
                        models.resolve("nmnist-128.pt"),
                        "--config",
                        models.resolve("nmnist-128.json"),
                        "--out",
                        model);
        assertThat(run.code()).as(run.err()).isZero();
        return model;
    }

    /** A folder with the recordings of some lines alone. */
    static Path recordings(Path folder, List<String> lines) throws IOException {
        Path from = SharedFolder.of("data/nmnist");
        Path to = folder.resolve("nmnist");
        for (String line : lines) {
            String name = line.split("\t", -1)[0];
            Files.createDirectories(to.resolve(name).getParent());
            Files.copy(from.resolve(name), to.resolve(name));
        }
        return to.resolve("train");
    }

    /** How near a membrane came to its threshold depends on the order of sums. */
    private static String withoutMargin(String line) {
        return String.join("\t", Stream.of(line.split("\t", -1)).limit(5).toList());
    }
}
