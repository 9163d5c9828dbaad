package org.spikelink.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    /** At a learning rate that is too high. With a constant one, epochs do not depend on how many follow. */
    @Test
    void earlyStoppingKeepsTheWeightsOfTheBestEpoch() throws Exception {
        Path stopped = folder.resolve("stopped.safetensors");
        Path best = folder.resolve("best.safetensors");
        Object[] same = {"--schedule", "constant", "--lr", 0.15, "--name", "same"};

        Run early = train(stopped, with(same, "--epochs", 100, "--patience", 3));
        Matcher found = Pattern.compile("best epoch: (\\d+) of (\\d+)").matcher(early.out());
        assertThat(found.find()).as(early.out()).isTrue();
        int epoch = Integer.parseInt(found.group(1));
        Run alone = train(best, with(same, "--epochs", epoch));

        assertThat(Integer.parseInt(found.group(2))).isEqualTo(epoch + 3);
        assertThat(alone.out()).contains("best epoch: %d of %d".formatted(epoch, epoch));
        assertThat(Files.readAllBytes(stopped)).isEqualTo(Files.readAllBytes(best));
    }

    private static Object[] with(Object[] words, Object... more) {
        return Stream.of(words, more).flatMap(Stream::of).toArray();
    }

    /** The document is that of the model's own file, with the prefixes of PyTorch's names. */
    @Test
    void whatExportWritesIsImportedAgainWithTheSameBits() throws Exception {
        Path model = folder.resolve("images.safetensors");
        Path again = folder.resolve("again.safetensors");
        assertThat(train(model, "--epochs", 2).code()).isZero();
        List<String> prefixes = List.of("conv1", "lif2", "", "conv4", "lif5", "slstm6", "fc7");

        Run export = Run.spikelink("export", model, "--to", "snntorch");
        Run imported =
                Run.spikelink(
                        "import",
                        folder.resolve("images.pt"),
                        "--config",
                        document(model, prefixes),
                        "--out",
                        again);

        assertThat(export.code()).as(export.err()).isZero();
        assertThat(export.out())
                .contains("conv1.weight, conv1.bias, ", "lif5.beta, ", "fc7.weight, fc7.bias")
                .contains("slstm6.lstm_cell.weight_ih, ");
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.err()).as("nothing is left over").doesNotContain("warning");
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(model));
    }

    private Path document(Path model, List<String> prefixes) throws Exception {
        byte[] file = Files.readAllBytes(model);
        int size = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        ObjectMapper json = new ObjectMapper();
        JsonNode header = json.readTree(file, Long.BYTES, size);
        JsonNode document = json.readTree(header.at("/__metadata__/spikelink").asText());
        for (int n = 0; n < prefixes.size(); n++) {
            if (!prefixes.get(n).isEmpty()) {
                ((ObjectNode) document.at("/layers/" + n)).put("from", prefixes.get(n));
            }
        }
        return Files.write(folder.resolve("model.json"), json.writeValueAsBytes(document));
    }

    @Test
    void layersAreNotGivenTwice() throws Exception {
        Run run = train(folder.resolve("m.safetensors"), "--hidden", 12);

        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("--hidden must not be given with --layers");
    }
}
