package org.spikelink.trainer.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.golden.GoldenFile;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.Learner;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.learn.Trace;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.optimizer.OptimizerSpec;

final class BpttGoldenTest {
    private static final double STATE_TOLERANCE = 1e-5;

    static List<GoldenFile> cases() throws IOException {
        return GoldenFile.all("bptt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheLossAndTheGradientsOfSnnTorch(GoldenFile file) {
        Gradients ours =
                file.flag("initial_state") ? oneByOne(file) : together(file, tensors(file));
        assertThat(ours.loss).as("loss").isCloseTo(file.values("loss")[0], within(1e-5));
        Map<String, Tensor> expected = new GoldenCase(file).tensors("grad.");
        assertThat(ours.gradients.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (name, tensor) ->
                        GoldenCase.isClose(
                                "gradient of " + name,
                                ours.gradients.get(name),
                                tensor.values(),
                                1e-4 * GoldenCase.largest(tensor.values()) + 1e-7));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheStatesAndSpikesOfSnnTorch(GoldenFile file) {
        GoldenCase golden = new GoldenCase(file);
        int batch = file.tensor("x").shape()[1];
        for (int b = 0; b < batch; b++) {
            try (Learner learner = learner(file, startingAt(file, b))) {
                Trace trace = learner.trace(golden.batch(0).get(b));
                for (int n = 0; n < 2; n++) {
                    Trace.Layer layer = trace.layers().get(n);
                    isClose(file, "spk" + (n + 1), layer.spk(), b, 0);
                    isClose(file, "syn" + (n + 1), layer.state().get("syn"), b, STATE_TOLERANCE);
                    isClose(file, "mem" + (n + 1), layer.mem(), b, STATE_TOLERANCE);
                }
            }
        }
    }

    private static void isClose(
            GoldenFile file, String name, float[] actual, int b, double tolerance) {
        int[] shape = file.tensor(name).shape();
        float[] expected = new float[shape[0] * shape[2]];
        for (int t = 0; t < shape[0]; t++) {
            System.arraycopy(
                    file.values(name),
                    (t * shape[1] + b) * shape[2],
                    expected,
                    t * shape[2],
                    shape[2]);
        }
        GoldenCase.isClose(name + " of sequence " + b, actual, expected, tolerance);
    }

    /** What one update saw. */
    private record Gradients(double loss, Map<String, float[]> gradients) {}

    private static Gradients together(GoldenFile file, Map<String, Tensor> tensors) {
        return of(file, tensors, new GoldenCase(file).batch(0));
    }

    /** Each sequence has initial states of its own: the mean over batches of one. */
    private static Gradients oneByOne(GoldenFile file) {
        List<LabelledSequence> batch = new GoldenCase(file).batch(0);
        double loss = 0;
        Map<String, float[]> sum = new HashMap<>();
        for (int b = 0; b < batch.size(); b++) {
            Gradients one = of(file, startingAt(file, b), List.of(batch.get(b)));
            loss += one.loss / batch.size();
            one.gradients.forEach(
                    (name, values) -> {
                        float[] to = sum.computeIfAbsent(name, k -> new float[values.length]);
                        for (int n = 0; n < to.length; n++) {
                            to[n] += values[n] / batch.size();
                        }
                    });
        }
        return new Gradients(loss, sum);
    }

    private static Gradients of(
            GoldenFile file, Map<String, Tensor> tensors, List<LabelledSequence> batch) {
        try (Learner learner = learner(file, tensors)) {
            double loss = learner.update(batch, 0).loss();
            Map<String, float[]> gradients = new HashMap<>();
            learner.gradients().forEach((name, tensor) -> gradients.put(name, tensor.values()));
            return new Gradients(loss, gradients);
        }
    }

    private static Learner learner(GoldenFile file, Map<String, Tensor> tensors) {
        GoldenCase golden = new GoldenCase(file);
        double l1 = Double.parseDouble(file.metadata().get("l1_rate_sparsity_on_layer1"));
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withLosses(List.of(golden.loss()))
                        .withOptimizer(new OptimizerSpec.Sgd(0, 0))
                        .withThresholds(List.of(ThresholdSpec.of(learning(file))))
                        .withRegularization(new Regularization(l1, 0, 0, 1, List.of(0)));
        return Learner.from(golden.document(""), tensors, options, 0);
    }

    private static Learning learning(GoldenFile file) {
        if (!file.flag("learn_threshold")) {
            return Learning.FIXED;
        }
        boolean perNeuron = file.metadata().get("threshold").equals("per_neuron");
        return perNeuron ? Learning.PER_NEURON : Learning.SCALAR;
    }

    private static Map<String, Tensor> tensors(GoldenFile file) {
        return new GoldenCase(file).tensors("");
    }

    /** With the initial state of sequence {@code b}, where the case has one. */
    private static Map<String, Tensor> startingAt(GoldenFile file, int b) {
        Map<String, Tensor> tensors = tensors(file);
        for (int n = 0; file.flag("initial_state") && n < 2; n++) {
            for (String state : List.of("syn", "mem")) {
                Tensor all = file.tensor(state + (n + 1) + "_0");
                int hidden = all.shape()[1];
                float[] one = Arrays.copyOfRange(all.values(), b * hidden, (b + 1) * hidden);
                tensors.put("layers." + n + "." + state + "_0", Tensor.of(one));
            }
        }
        return tensors;
    }
}
