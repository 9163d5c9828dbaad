package org.spikelink.trainer.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.core.golden.ImageGolden;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.optimizer.OptimizerSpec;

/** conv1, batch norm or none, lif1 (beta 0), max 2, conv2, lif2 (subtract), slstm1, fc: as PyTorch and snnTorch learn it. */
final class ImageBpttGoldenTest {
    /** Our numbers of the layers that have parameters. */
    private static final Map<String, String> PREFIXES =
            Map.of(
                    "conv1.", "layers.0.",
                    "bn1.", "layers.0.batch_norm.",
                    "lif1.", "layers.1.",
                    "conv2.", "layers.3.",
                    "lif2.", "layers.4.",
                    "slstm1.lstm_cell.", "layers.5.",
                    "slstm1.", "layers.5.",
                    "fc.", "layers.6.");

    @ParameterizedTest
    @ValueSource(
            strings = {"ce_mean_membrane", "ce_per_step", "ce_mean_membrane_bn", "ce_per_step_bn"})
    void hasTheLossAndTheGradientsOfSnnTorch(String name) {
        GoldenFile file = read(name);
        try (Learner learner = learner(file)) {
            assertThat(learner.update(batch(file), 0).loss())
                    .as("loss")
                    .isCloseTo(file.values("loss")[0], within(1e-5));
            Map<String, Tensor> actual = learner.gradients();
            Map<String, Tensor> expected = tensors(file, "grad.");
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach(
                    (key, tensor) -> isClose("gradient of " + key, actual.get(key), tensor));
            Map<String, Tensor> after = learner.unfolded();
            tensors(file, "after.").forEach((key, t) -> isClose(key + " after", after.get(key), t));
        }
    }

    private static GoldenFile read(String name) {
        return GoldenFile.read(ImageGolden.folder().resolve("bptt/" + name + ".safetensors"));
    }

    private static void isClose(String what, Tensor actual, Tensor expected) {
        GoldenCase.isClose(
                what,
                actual.values(),
                expected.values(),
                1e-4 * GoldenCase.largest(expected.values()) + 1e-7);
    }

    /** A normalization has other statistics while it learns. */
    @ParameterizedTest
    @ValueSource(strings = {"ce_mean_membrane", "ce_per_step"})
    void hasTheStatesAndSpikesOfSnnTorch(String name) {
        GoldenFile file = read(name);
        try (Learner learner = learner(file)) {
            for (int b = 0; b < file.tensor("y").values().length; b++) {
                List<Trace.Layer> layers = learner.trace(batch(file).get(b)).layers();
                isClose(file, "spk1", layers.get(1).spk(), b, 0);
                isClose(file, "spk2", layers.get(4).spk(), b, 0);
                isClose(file, "mem2", layers.get(4).mem(), b, 1e-5);
                isClose(file, "spk3", layers.get(5).spk(), b, 0);
                isClose(file, "syn3", layers.get(5).state().get("syn"), b, 1e-5);
                isClose(file, "out", layers.get(6).mem(), b, 1e-5);
            }
        }
    }

    private static void isClose(
            GoldenFile file, String name, float[] actual, int b, double tolerance) {
        int[] shape = file.tensor(name).shape();
        int width = file.values(name).length / shape[0] / shape[1];
        float[] expected = new float[shape[0] * width];
        for (int t = 0; t < shape[0]; t++) {
            int at = (t * shape[1] + b) * width;
            System.arraycopy(file.values(name), at, expected, t * width, width);
        }
        GoldenCase.isClose(name + " of sequence " + b, actual, expected, tolerance);
    }

    private static Learner learner(GoldenFile file) {
        boolean norm = file.flag("batch_norm");
        boolean mean = file.metadata().get("loss").equals("ce_mean_membrane");
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(
                                List.of(
                                        LossTerm.of(
                                                mean
                                                        ? LossKind.CE_MEAN_MEMBRANE
                                                        : LossKind.CE_PER_STEP_MEMBRANE)))
                        .withOptimizer(new OptimizerSpec.Sgd(0, 0))
                        .withThresholds(
                                List.of(
                                        ThresholdSpec.FIXED,
                                        ThresholdSpec.of(Learning.SCALAR),
                                        ThresholdSpec.of(Learning.SCALAR)))
                        .withLayers(
                                Map.of(
                                        0,
                                        new LayerTraining(norm, LayerTraining.Beta.FIXED),
                                        4,
                                        new LayerTraining(false, LayerTraining.Beta.SCALAR)));
        return Learner.from(document(), tensors(file, ""), options, 0);
    }

    private static ModelDocument document() {
        Image image = new Image(2, 16, 16);
        Conv2dSpec conv1 = new Conv2dSpec(image, 6, 5, 2, 2);
        Image first = conv1.shape().out();
        Pool2dSpec pool = new Pool2dSpec(first, new Pooling2d(2, Pooling2d.By.MAX));
        Conv2dSpec conv2 = new Conv2dSpec(pool.out(), 8, 3, 1, 1);
        List<LayerSpec> layers =
                List.of(
                        conv1,
                        new LeakySpec(first, 0.0, Reset.NONE, null),
                        pool,
                        conv2,
                        new LeakySpec(conv2.shape().out(), 0.5, Reset.SUBTRACT, null),
                        new SlstmSpec(128, 16, Reset.NONE, false, null, false, null),
                        new LinearSpec(16, 5));
        return new ModelDocument(
                "golden",
                "1",
                IntStream.range(0, 5).mapToObj(c -> "class " + c).toList(),
                new InputSpec.Samples((int) image.size(), 1000),
                layers,
                new ReadoutSpec(ReadoutSpec.Kind.MEAN_MEMBRANE, 1),
                new DecisionSpec(10, 10, false),
                null);
    }

    /** The tensors whose names begin with {@code start}, under our names, without those that only PyTorch has. */
    private static Map<String, Tensor> tensors(GoldenFile file, String start) {
        Map<String, Tensor> tensors = new HashMap<>();
        file.tensors()
                .forEach(
                        (name, tensor) -> {
                            if (name.startsWith(start)) {
                                put(name.substring(start.length()), tensor, tensors);
                            }
                        });
        tensors.remove("layers.1.beta"); // 0, and so none
        return tensors;
    }

    private static void put(String name, Tensor tensor, Map<String, Tensor> to) {
        for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
            String rest = name.replace(prefix.getKey(), "");
            if (name.startsWith(prefix.getKey())
                    && !rest.contains(".")
                    && !rest.equals("graded_spikes_factor")) {
                to.put(prefix.getValue() + rest, tensor);
            }
        }
    }

    private static List<LabelledSequence> batch(GoldenFile file) {
        Tensor x = file.tensor("x");
        int steps = x.shape()[0];
        int batch = x.shape()[1];
        int inputs = x.values().length / steps / batch;
        List<LabelledSequence> sequences = new ArrayList<>();
        for (int b = 0; b < batch; b++) {
            int[] ends = new int[steps];
            int[] indices = new int[steps * inputs];
            float[] values = new float[steps * inputs];
            int active = 0;
            for (int t = 0; t < steps; t++) {
                for (int c = 0; c < inputs; c++) {
                    float value = x.values()[(t * batch + b) * inputs + c];
                    indices[active] = c;
                    values[active] = value;
                    active += value == 0 ? 0 : 1;
                }
                ends[t] = active;
            }
            sequences.add(
                    new LabelledSequence(
                            "golden " + b,
                            ends,
                            Arrays.copyOf(indices, active),
                            Arrays.copyOf(values, active),
                            new int[] {(int) file.values("y")[b]}));
        }
        return sequences;
    }
}
