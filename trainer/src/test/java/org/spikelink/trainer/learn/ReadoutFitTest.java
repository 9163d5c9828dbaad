package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/** The readout is where the cost of ridge regression has no slope, and nothing else has changed. */
final class ReadoutFitTest {
    private static final int INPUTS = 24;
    private static final int HIDDEN = 30;
    private static final int CLASSES = 3;
    private static final double RIDGE = 0.01;
    private static final ModelDocument DOCUMENT =
            Toy.document(
                    Kind.MEAN_MEMBRANE,
                    1,
                    Toy.slstm(INPUTS, HIDDEN),
                    new LinearSpec(HIDDEN, CLASSES));
    private static final LearningOptions OPTIONS =
            LearningOptions.DEFAULTS.withLosses(Toy.lossesFor(DOCUMENT)).withRidge(RIDGE);
    private static final List<LabelledSequence> DATA = Toy.sequences(48, INPUTS, CLASSES, 8, 20, 1);

    /** A weighted sample of the regression. */
    private record Sample(double[] x, int label, double weight) {}

    @Test
    void hasNoSlopeLeft() {
        try (Learner learner = fitted(OPTIONS, DATA)) {
            checkNoSlope(learner, wholes(learner, List.of()));
        }
    }

    @Test
    void classesWeighAsInLosses() {
        List<Double> weights = List.of(1.0, 0.25, 3.0);
        try (Learner learner = fitted(OPTIONS.withClassWeights(weights), DATA)) {
            checkNoSlope(learner, wholes(learner, weights));
        }
    }

    @Test
    void eachLabelledStepIsASampleWhereStepsHaveLabels() {
        List<LabelledSequence> data = DATA.stream().map(ReadoutFitTest::perStep).toList();
        LearningOptions options =
                OPTIONS.withLosses(List.of(LossTerm.of(LossKind.CE_PER_STEP_MEMBRANE)));
        try (Learner learner = fitted(options, data)) {
            List<Sample> samples = new ArrayList<>();
            for (LabelledSequence s : data) {
                float[] spk = learner.trace(s).layers().get(0).spk();
                for (int t = 0; t < s.steps(); t++) {
                    if (s.labels()[t] != LabelledSequence.UNLABELLED) {
                        samples.add(new Sample(mean(spk, t, t + 1), s.labels()[t], 1));
                    }
                }
            }
            checkNoSlope(learner, samples);
        }
    }

    /** Labels of some steps only, and not always the same. */
    private static LabelledSequence perStep(LabelledSequence s) {
        int[] labels = new int[s.steps()];
        for (int t = 0; t < labels.length; t++) {
            labels[t] =
                    t % 3 == 0 ? LabelledSequence.UNLABELLED : (s.labels()[0] + t / 9) % CLASSES;
        }
        return new LabelledSequence(s.name(), s.ends(), s.indices(), s.values(), labels);
    }

    @Test
    void separatesClasses() {
        try (Learner learner = fitted(OPTIONS, DATA)) {
            assertThat(learner.measure(DATA).correct()).isGreaterThanOrEqualTo(46);
        }
    }

    @Test
    void leavesHiddenLayersAsTheyWereDrawn() {
        try (Learner drawn = Learner.create(DOCUMENT, OPTIONS, 7);
                Learner learner = fitted(OPTIONS, DATA)) {
            Map<String, Tensor> first = drawn.tensors();
            learner.tensors()
                    .forEach(
                            (name, tensor) -> {
                                boolean same =
                                        Arrays.equals(tensor.values(), first.get(name).values());
                                assertThat(same).as(name).isEqualTo(name.startsWith("layers.0."));
                            });
        }
    }

    @Test
    void fitsConstantsToWhatIsAlwaysTheSame() {
        List<LabelledSequence> same =
                List.of(silent("a", 0), silent("b", 0), silent("c", 1), silent("d", 2));
        try (Learner learner = fitted(OPTIONS, same)) {
            assertThat(learner.tensors().get("layers.1.weight").values()).containsOnly(0f);
            assertThat(learner.tensors().get("layers.1.bias").values())
                    .containsExactly(0.5f, 0.25f, 0.25f);
        }
    }

    @Test
    void takesTheSmallestRidgeOfMoreNeuronsThanSamples() {
        LearningOptions smallest = OPTIONS.withRidge(1e-10);
        try (Learner learner = fitted(smallest, DATA.subList(0, 6))) {
            assertThat(learner.measure(DATA.subList(0, 6)).correct()).isEqualTo(6);
        }
    }

    private static LabelledSequence silent(String name, int label) {
        return new LabelledSequence(name, new int[5], new int[0], new float[0], new int[] {label});
    }

    @Test
    void noBitDependsOnThreadsOrOnARestart() throws IOException {
        byte[] whole = state(fitted(OPTIONS, DATA));
        assertThat(state(fitted(OPTIONS.withThreads(3), DATA))).isEqualTo(whole);

        Learner half = Learner.create(DOCUMENT, OPTIONS, 7);
        half.update(DATA.subList(0, 24), 0.1);
        Learner rest = Learner.create(DOCUMENT, OPTIONS, 7);
        rest.restore(new DataInputStream(new ByteArrayInputStream(state(half))));
        rest.update(DATA.subList(24, 48), 0.1);
        rest.fit();
        assertThat(state(rest)).isEqualTo(whole);
    }

    @Test
    void rejectsNetworksThatItCannotFit() {
        LayerSpec slstm = Toy.slstm(INPUTS, HIDDEN);
        ModelDocument spiking = Toy.spiking(INPUTS, HIDDEN, CLASSES);
        ModelDocument largest =
                Toy.document(Kind.MAX_MEMBRANE, 1, slstm, new LinearSpec(HIDDEN, CLASSES));
        ModelDocument groups =
                Toy.document(Kind.MEAN_MEMBRANE, 2, slstm, new LinearSpec(HIDDEN, 2 * CLASSES));

        assertRejected(spiking, "(got slstm, 2 layers, population 1, SPIKE_COUNT)");
        assertRejected(largest, "(got linear, 2 layers, population 1, MAX_MEMBRANE)");
        assertRejected(groups, "(got linear, 2 layers, population 2, MEAN_MEMBRANE)");
        assertThatThrownBy(() -> OPTIONS.withDropout(0.1)).hasMessageContaining("got 0.1");
        assertThatThrownBy(() -> OPTIONS.withLearnInitialState(true))
                .hasMessageStartingWith("learn-initial-state must be off with ridge");
        assertThatThrownBy(() -> OPTIONS.withThresholds(List.of(ThresholdSpec.of(Learning.SCALAR))))
                .hasMessageStartingWith(
                        "learn-threshold must be fixed or fixed_per_neuron with ridge");
        assertThatThrownBy(() -> OPTIONS.withRidge(-1))
                .hasMessage("ridge must be 0, or 1e-10..1e9 (got -1.0)");
    }

    private static void assertRejected(ModelDocument document, String got) {
        LearningOptions options = OPTIONS.withLosses(Toy.lossesFor(document));
        assertThatThrownBy(() -> Learner.create(document, options, 1))
                .hasMessageStartingWith("ridge needs a linear output after a hidden layer")
                .hasMessageEndingWith(got);
    }

    private static Learner fitted(LearningOptions options, List<LabelledSequence> data) {
        Learner learner = Learner.create(DOCUMENT, options, 7);
        for (int from = 0; from < data.size(); from += 24) {
            learner.update(data.subList(from, Math.min(data.size(), from + 24)), 0.1);
        }
        learner.fit();
        return learner;
    }

    private static byte[] state(Learner learner) throws IOException {
        try (learner) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            learner.save(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }

    private static List<Sample> wholes(Learner learner, List<Double> weights) {
        List<Sample> samples = new ArrayList<>();
        for (LabelledSequence s : DATA) {
            float[] spk = learner.trace(s).layers().get(0).spk();
            int label = s.labels()[0];
            double weight = weights.isEmpty() ? 1 : weights.get(label);
            samples.add(new Sample(mean(spk, 0, s.steps()), label, weight));
        }
        return samples;
    }

    private static double[] mean(float[] spk, int from, int to) {
        double[] mean = new double[HIDDEN];
        for (int t = from; t < to; t++) {
            for (int j = 0; j < HIDDEN; j++) {
                mean[j] += spk[t * HIDDEN + j] / (double) (to - from);
            }
        }
        return mean;
    }

    /** All derivatives of the cost by W and b are 0, up to the rounding of W to float. */
    private static void checkNoSlope(Learner learner, List<Sample> samples) {
        float[] w = learner.tensors().get("layers.1.weight").values();
        float[] b = learner.tensors().get("layers.1.bias").values();
        double total = samples.stream().mapToDouble(Sample::weight).sum();
        double penalty = RIDGE * spread(samples, total);
        for (int c = 0; c < CLASSES; c++) {
            double[] slope = new double[HIDDEN + 1];
            for (Sample sample : samples) {
                double error = b[c] - (sample.label() == c ? 1 : 0);
                for (int j = 0; j < HIDDEN; j++) {
                    error += w[c * HIDDEN + j] * sample.x()[j];
                }
                for (int j = 0; j < HIDDEN; j++) {
                    slope[j] += sample.weight() / total * error * sample.x()[j];
                }
                slope[HIDDEN] += sample.weight() / total * error;
            }
            for (int j = 0; j < HIDDEN; j++) {
                slope[j] += penalty * w[c * HIDDEN + j];
            }
            for (double each : slope) {
                assertThat(each).isCloseTo(0, within(1e-6));
            }
        }
    }

    private static double spread(List<Sample> samples, double total) {
        double spread = 0;
        for (int j = 0; j < HIDDEN; j++) {
            double mean = 0;
            for (Sample sample : samples) {
                mean += sample.weight() * sample.x()[j] / total;
            }
            for (Sample sample : samples) {
                spread += sample.weight() * Math.pow(sample.x()[j] - mean, 2) / total;
            }
        }
        return spread;
    }
}
