package org.spikelink.trainer.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.learn.LearningOptions;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.loss.Regularization;
import org.spikelink.trainer.math.KeyedRandom;

final class GradientCheckTest {
    private static final int INPUTS = 7;
    private static final int CLASSES = 3;
    private static final long SEED = 5;
    private static final LearningOptions OPTIONS =
            LearningOptions.DEFAULTS
                    .withThresholds(List.of(new ThresholdSpec(Learning.PER_NEURON, 0.05, 1e-3)))
                    .withLearnInitialState(true)
                    .withInitialization(Initialization.TORCH.withForgetBias(1));
    private static final StateQuant QUANT = new StateQuant(6, true, true, 0.5, 0, 0.2, null);

    private static SlstmSpec slstm(int inputs, int hidden, Reset reset, String surrogate) {
        return new SlstmSpec(inputs, hidden, reset, false, null, false, spec(surrogate, Map.of()));
    }

    private static SurrogateSpec spec(String kind, Map<String, Double> arguments) {
        return new SurrogateSpec(kind, arguments);
    }

    private static ModelDocument spiking(Reset reset, String surrogate) {
        return Toy.document(
                Kind.SPIKE_COUNT,
                2,
                slstm(INPUTS, 6, reset, surrogate),
                slstm(6, 2 * CLASSES, reset, surrogate));
    }

    private static List<LabelledSequence> batch() {
        return Toy.sequences(5, INPUTS, CLASSES, 4, 9, 3);
    }

    private static void check(ModelDocument document, LearningOptions options) {
        check(document, options, batch());
    }

    private static void check(
            ModelDocument document, LearningOptions options, List<LabelledSequence> batch) {
        GradientCheck check = new GradientCheck(document, options, batch, null);
        assertThat(check.run(SEED)).as("largest gradient").isGreaterThan(1e-4);
    }

    @ParameterizedTest
    @EnumSource(LossKind.class)
    void ofEveryLoss(LossKind kind) {
        ModelDocument document =
                kind.temporal()
                        ? Toy.document(
                                Kind.SPIKE_COUNT,
                                1,
                                slstm(INPUTS, 6, Reset.NONE, "atan"),
                                slstm(6, CLASSES, Reset.NONE, "atan"))
                        : spiking(Reset.NONE, "atan");
        check(
                document,
                OPTIONS.withLosses(List.of(LossTerm.of(kind)))
                        .withClassWeights(List.of(0.5, 1.0, 2.5)));
    }

    @ParameterizedTest
    @EnumSource(Reset.class)
    void ofEveryReset(Reset reset) {
        check(spiking(reset, "fast_sigmoid"), OPTIONS);
    }

    @ParameterizedTest
    @EnumSource(Reset.class)
    void ofEveryResetWithOneThresholdForALayer(Reset reset) {
        check(
                spiking(reset, "atan"),
                OPTIONS.withThresholds(List.of(new ThresholdSpec(Learning.SCALAR, 0.05, 1e-3))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "atan",
                "fast_sigmoid",
                "sigmoid",
                "straight_through_estimator",
                "triangular",
                "spike_rate_escape",
                "heaviside",
                "LSO"
            })
    void ofEverySurrogate(String kind) {
        check(spiking(Reset.SUBTRACT, kind), OPTIONS);
    }

    @Test
    void ofTheSparseFastSigmoid() {
        SurrogateSpec sparse = spec("SFS", Map.of("slope", 10.0, "B", -0.1));
        LayerSpec first = new SlstmSpec(INPUTS, 6, Reset.NONE, false, null, false, sparse);
        check(
                Toy.document(Kind.SPIKE_COUNT, 1, first, slstm(6, CLASSES, Reset.NONE, "atan")),
                OPTIONS);
    }

    @Test
    void ofLinearLayersFirstBetweenAndLast() {
        ModelDocument document =
                Toy.document(
                        Kind.MAX_MEMBRANE,
                        1,
                        new LinearSpec(INPUTS, 5),
                        slstm(5, 6, Reset.ZERO, "atan"),
                        new LinearSpec(6, 5),
                        slstm(5, 4, Reset.NONE, "atan"),
                        new LinearSpec(4, CLASSES));
        check(
                document,
                OPTIONS.withLosses(
                        List.of(
                                LossTerm.of(LossKind.CE_MAX_MEMBRANE),
                                LossTerm.of(LossKind.MSE_MEMBRANE).withWeight(0.3))));
    }

    @Test
    void ofInhibitedQuantizedAndStatelessLayers() {
        ModelDocument document =
                Toy.document(
                        Kind.SPIKE_COUNT,
                        1,
                        new SlstmSpec(INPUTS, 6, Reset.SUBTRACT, true, null, false, null),
                        new SlstmSpec(6, 5, Reset.SUBTRACT, false, QUANT, false, null),
                        new SlstmSpec(5, CLASSES, Reset.NONE, false, null, true, null));
        check(document, OPTIONS);
    }

    @ParameterizedTest
    @EnumSource(
            value = LossKind.class,
            names = {"CE_PER_STEP", "CE_PER_STEP_MEMBRANE"})
    void ofLabelsOfEachStepSomeOfThemMasked(LossKind kind) {
        List<LabelledSequence> batch = batch().stream().map(GradientCheckTest::perStep).toList();
        check(
                spiking(Reset.NONE, "atan"),
                OPTIONS.withLosses(List.of(LossTerm.of(kind)))
                        .withClassWeights(List.of(0.5, 1.0, 2.5)),
                batch);
    }

    private static LabelledSequence perStep(LabelledSequence s) {
        int[] labels = new int[s.steps()];
        for (int t = 0; t < labels.length; t++) {
            labels[t] = t % 4 == 3 ? LabelledSequence.UNLABELLED : (s.labels()[0] + t) % CLASSES;
        }
        return new LabelledSequence(s.name(), s.ends(), s.indices(), s.values(), labels);
    }

    @Test
    void ofRegularizers() {
        check(
                spiking(Reset.NONE, "atan"),
                OPTIONS.withRegularization(new Regularization(1e-3, 0.5, 0.2, 0.3, List.of())));
    }

    /** The only sequence of a batch is in its last shard, whose draws are known. */
    @Test
    void ofOutputsThatWereDropped() {
        double dropout = 0.4;
        LabelledSequence sequence = batch().get(0);
        long draw = KeyedRandom.key(SEED, 0, 0, 0) + 7;
        float[] mask = new float[6]; // of all steps
        KeyedRandom.dropoutMask(mask, 0, 6, dropout, KeyedRandom.key(draw, 0, 0, 1));
        double[][][] drop = new double[2][sequence.steps()][6];
        drop[0] = null;
        for (double[] ofStep : drop[1]) {
            for (int n = 0; n < 6; n++) {
                ofStep[n] = mask[n];
            }
        }
        GradientCheck check =
                new GradientCheck(
                        spiking(Reset.SUBTRACT, "atan"),
                        OPTIONS.withDropout(dropout),
                        List.of(sequence),
                        drop);
        assertThat(check.run(SEED)).as("largest gradient").isGreaterThan(1e-4);
        assertThat(mask).contains(0f).contains((float) (1 / (1 - dropout)));
    }
}
