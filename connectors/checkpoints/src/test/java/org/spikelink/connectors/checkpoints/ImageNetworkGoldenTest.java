package org.spikelink.connectors.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.core.golden.ImageGolden;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ImportConfig;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.network.Network;

/** A convolutional network as PyTorch saved it, imported and stepped. */
class ImageNetworkGoldenTest {
    private static final double TOLERANCE = 2e-5;
    private static final int LIF1 = 1;
    private static final int LIF2 = 4;
    private static final int SLSTM = 5;
    private static final int FC = 6;

    @TempDir Path folder;

    private static String config(String conv1) {
        return """
        {"format": "spikelink/1", "name": "golden", "version": "1", "labels": ["a", "b", "c", "d", "e"],
         "input": {"kind": "events", "width": 16, "height": 16, "slicing": {"kind": "batch"}},
         "layers": [
           {"type": "conv2d", "in": [2, 16, 16], "channels": 6, "kernel": 5, "stride": 2, "padding": 2, %s},
           {"type": "leaky", "in": [6, 8, 8], "beta": 0, "from": "lif1"},
           {"type": "pool2d", "in": [6, 8, 8], "kernel": 2, "by": "max"},
           {"type": "conv2d", "in": [6, 4, 4], "channels": 8, "kernel": 3, "padding": 1, "from": "conv2"},
           {"type": "leaky", "in": [8, 4, 4], "beta": 0.5, "reset": "subtract", "from": "lif2"},
           {"type": "slstm", "inputs": 128, "hidden": 16, "from": "slstm1"},
           {"type": "linear", "inputs": 16, "outputs": 5, "from": "fc"}],
         "readout": {"kind": "max_membrane"}, "decision": {"window_bins": 10}}
        """
                .formatted(conv1);
    }

    private ModelImport.Result read(String name, String conv1) throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(config, config(conv1));
        Path checkpoint = ImageGolden.folder().resolve("network").resolve(name + ".pt");
        return ModelImport.of(TorchCheckpoint.read(checkpoint), ImportConfig.read(config));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "bn"})
    void stepsAsPyTorchDoes(String name) throws IOException {
        Path vectors = ImageGolden.folder().resolve("network").resolve(name + ".safetensors");
        GoldenFile file = GoldenFile.read(vectors);
        ModelImport.Result result = read(name, "\"from\": \"conv1\"");
        assertThat(result.unused()).isEmpty();
        assertThat(result.folded()).hasSize(name.equals("bn") ? 1 : 0);
        check(file, result.model(), new Network(result.model()));
        check(file, result.model(), Network.layerByLayer(result.model().weights()));
        Model again = ModelFile.parse(ModelFile.bytes(result.model()));
        check(file, again, new Network(again));
    }

    private static void check(GoldenFile file, Model model, Network network) {
        Tensor x = file.tensor("x");
        int streams = x.shape()[1];
        network.reserve(streams);
        for (int b = 0; b < streams; b++) {
            network.start(b);
        }
        FrameGroup frame = new FrameGroup();
        for (int t = 0; t < x.shape()[0]; t++) {
            ImageGolden.fill(frame, x, t);
            network.step(frame);
            spikes(
                    file,
                    "spk1",
                    network.output(LIF1),
                    t,
                    model.document().layers().get(LIF1).outputs());
            spikes(
                    file,
                    "spk2",
                    network.output(LIF2),
                    t,
                    model.document().layers().get(LIF2).outputs());
            spikes(
                    file,
                    "spk3",
                    network.output(SLSTM),
                    t,
                    model.document().layers().get(SLSTM).outputs());
            float[] out = ImageGolden.dense(network.output(FC), 5);
            for (int n = 0; n < out.length; n++) {
                assertThat((double) out[n])
                        .as("out, step %d", t)
                        .isCloseTo(file.values("out")[t * out.length + n], within(TOLERANCE));
            }
        }
    }

    private static void spikes(GoldenFile file, String name, FrameGroup out, int t, int size) {
        float[] spk = ImageGolden.dense(out, size);
        assertThat(spk)
                .as("%s, step %d", name, t)
                .isEqualTo(
                        Arrays.copyOfRange(
                                file.values(name), t * spk.length, (t + 1) * spk.length));
    }

    @Test
    void aBatchNormCanBeNamed() throws IOException {
        assertThat(read("bn", "\"from\": \"conv1\", \"batch_norm\": \"bn1\"").folded())
                .containsExactly("batch norm bn1 is folded into layers.0 (conv1)");
        assertThatThrownBy(() -> read("plain", "\"from\": \"conv1\", \"batch_norm\": \"bn1\""))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("layers.0.batch_norm must name one batch norm")
                .hasMessageContaining("'bn1' names 0");
    }

    @Test
    void aNormalizationWithoutItsStatisticsIsRejected() throws IOException {
        rejected(
                "bn1.running_var must be there: bn1.weight belongs to a normalization",
                values -> values.remove("bn1.running_var"));
        rejected(
                "bn1.running_mean must be there: bn1.weight belongs to a normalization",
                values -> values.keySet().removeIf(name -> name.startsWith("bn1.running_")));
        rejected(
                "bn1.running_var must be finite and not below 0 (got Infinity at position 2)",
                values -> values.get("bn1.running_var").values()[2] = Float.POSITIVE_INFINITY);
    }

    private void rejected(String message, Consumer<Map<String, Parameter>> change)
            throws IOException {
        Map<String, Parameter> values = new LinkedHashMap<>();
        TorchCheckpoint.read(ImageGolden.folder().resolve("network/bn.pt"))
                .tensors()
                .forEach(
                        (name, t) ->
                                values.put(
                                        name,
                                        new Parameter(
                                                t.values(), t.dtype().equals("int64"), t.shape())));
        change.accept(values);
        Path checkpoint = folder.resolve("changed.pt");
        Files.write(checkpoint, TorchFile.bytes(values));
        Path config = folder.resolve("config.json");
        Files.writeString(config, config("\"from\": \"conv1\""));
        assertThatThrownBy(
                        () ->
                                ModelImport.of(
                                        TorchCheckpoint.read(checkpoint),
                                        ImportConfig.read(config)))
                .hasMessageContaining(message);
    }

    @Test
    void whatIsExportedIsImportedAgain() throws IOException {
        Model model = read("bn", "\"from\": \"conv1\"").model();
        Path exported = folder.resolve("exported.pt");
        Files.write(exported, TorchFile.bytes(ModelExport.of(model)));
        ModelImport.Result again =
                ModelImport.of(
                        TorchCheckpoint.read(exported),
                        new ImportConfig(
                                model.document(),
                                java.util.Collections.nCopies(
                                        model.document().layers().size(), null)));
        assertThat(again.unused()).isEmpty();
        assertThat(again.model().sha256()).isEqualTo(model.sha256());
        assertThat(ModelExport.of(model).keySet())
                .contains(
                        "conv1.weight", "conv1.bias", "lif2.beta", "lif2.threshold", "conv4.weight")
                .doesNotContain("pool3.");
    }
}
