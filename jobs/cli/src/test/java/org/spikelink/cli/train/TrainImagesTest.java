package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;

/** {@code train --layers}: networks with convolutions. */
class TrainImagesTest {
    private static final String RECIPE =
            """
            layers:
              - conv 6 k3 bn
              - leaky
              - max 2
              - type: conv2d
                channels: 8
                kernel: 2
                padding: 0
              - leaky beta=0.5 learn_beta=per_channel reset=subtract
              - slstm 8
              - linear
            epochs: 12
            patience: 4
            lr: 0.02
            batch: 8
            seed: 3
            validation: 0.2
            """;

    @TempDir Path folder;

    private Run train(Path model, Object... more) throws Exception {
        Path recordings = folder.resolve("gestures");
        if (Files.notExists(recordings)) {
            TinyGestures.write(recordings, 20, 7);
        }
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        List<Object> words = new ArrayList<>(List.of("train", "--recordings", recordings));
        words.addAll(List.of("--config", recipe, "--out", model, "--sensor", "8x4"));
        words.addAll(Arrays.asList(more));
        return Run.spikelink(words.toArray());
    }

    @Test
    void aRecipeWithLayersBecomesAModelThatEvaluateRuns() throws Exception {
        Path model = folder.resolve("images.safetensors");
        Run run = train(model, "--report", folder.resolve("report"));

        assertThat(run.code()).as(run.err()).isZero();
        Model trained = ModelFile.read(model);
        assertThat(trained.document().layers().stream().map(LayerSpec::type))
                .containsExactly("conv2d", "leaky", "pool2d", "conv2d", "leaky", "slstm", "linear");
        assertThat(trained.weights().get(0).has("bias")).as("a folded normalization").isTrue();
        assertThat(trained.weights().get(4).get("beta")).hasSize(8).doesNotContain(0.5f);
        Run evaluate =
                Run.spikelink(
                        "evaluate",
                        "--model",
                        model,
                        "--recordings",
                        folder.resolve("report/held-out.csv"));
        String correct =
                run.out().replaceAll("(?s).*validation set: [^(]*\\((\\d+ of 8)\\).*", "$1");
        assertThat(correct).isIn("7 of 8", "8 of 8");
        assertThat(evaluate.out()).contains("(" + correct + " recordings)");
        assertThat(folder.resolve("report/report.html")).exists();
    }

    @Test
    void theSameSeedGivesTheSameBytesWithAnyNumberOfThreads() throws Exception {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");

        assertThat(train(one, "--epochs", 2, "--threads", 1, "--name", "same").code()).isZero();
        assertThat(train(two, "--epochs", 2, "--threads", 2, "--name", "same").code()).isZero();

        assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
    }

    @Test
    void layersAreNotGivenTwice() throws Exception {
        Run run = train(folder.resolve("m.safetensors"), "--hidden", 12);

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("--hidden must not be given with --layers");
    }
}
