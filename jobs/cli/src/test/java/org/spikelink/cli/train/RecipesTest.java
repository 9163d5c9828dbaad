package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.cli.Run;

/** The recipes that are checked in. */
class RecipesTest {
    private static final Path RECIPES = Path.of("../recipes");

    @TempDir Path folder;

    static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(RECIPES)) {
            return files.sorted().toList();
        }
    }

    @Test
    void thereIsOneForEachDataSet() throws IOException {
        assertThat(recipes().stream().map(recipe -> recipe.getFileName().toString()))
                .containsExactly(
                        "basic-motions.yaml",
                        "ecg-qtdb.yaml",
                        "gestures-128.yaml",
                        "gestures.yaml",
                        "japanese-vowels.yaml",
                        "nmnist-conv.yaml",
                        "nmnist.yaml",
                        "tactile-containers.yaml",
                        "tactile-objects.yaml");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void allThatARecipeLacksIsTheData(Path recipe) {
        Run run =
                Run.spikelink(
                        "train",
                        "--config",
                        recipe,
                        "--recordings",
                        folder.resolve("nowhere"),
                        "--out",
                        folder.resolve("m.safetensors"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("nowhere: there is no such file or folder");
    }
}
