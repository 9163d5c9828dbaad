package org.spikelink.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.jobs.SharedFolder;

/** {@code import}, {@code evaluate} and {@code demo} on real recordings and a real model. */
class NmnistCommandsTest {
    private static final int RECORDINGS = 5;

    @TempDir Path folder;

    @Test
    void evaluatePredictsAsThePrototypeDid() throws Exception {
        Path expected = SharedFolder.of("models").resolve("nmnist-128.expected.tsv");
        List<String> wanted = Files.readAllLines(expected).subList(1, RECORDINGS + 1);
        Path recordings = recordings(wanted);
        Path predictions = folder.resolve("predictions.tsv");

        Run run =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model(),
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

    @Test
    void demoLosesNothing() throws Exception {
        Path expected = SharedFolder.of("models").resolve("nmnist-128.expected.tsv");
        Path recordings = recordings(Files.readAllLines(expected).subList(1, RECORDINGS + 1));

        Run run =
                Run.spikelink(
                        "demo", "--model", model(), "--recordings", recordings, "--parallelism", 2);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("5 recordings, 0 lost, 0 different from evaluate");
    }

    private Path model() {
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
    private Path recordings(List<String> lines) throws IOException {
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
