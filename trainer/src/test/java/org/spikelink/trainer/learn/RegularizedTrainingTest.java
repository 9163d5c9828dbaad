package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.optimizer.OptimizerSpec;

/** What keeps a network small or sparse: no recurrence, weight decay, thresholds from data, held dropout. */
class RegularizedTrainingTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(24, 32, 3);
    private static final List<LabelledSequence> BATCH = Toy.sequences(24, 24, 3, 8, 20, 1);

    @Test
    void withoutRecurrenceUStaysZeroAndTheRestLearns() {
        LearningOptions options =
                LearningOptions.DEFAULTS.withInitialization(
                        Initialization.TORCH.withRecurrent(false));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            double first = learner.measure(BATCH).loss();
            for (int n = 0; n < 40; n++) {
                learner.update(BATCH, 0.01);
            }

            assertThat(learner.measure(BATCH).loss()).isLessThan(0.8 * first);
            for (String u : List.of("layers.0.weight_hh", "layers.1.weight_hh")) {
                assertThat(learner.tensors().get(u).values()).containsOnly(0f);
            }
        }
    }

    @Test
    void withoutRecurrenceTheGradientsAreThoseOfANetworkWhoseUIsZero() {
        LearningOptions none =
                LearningOptions.DEFAULTS
                        .withLearnInitialState(true)
                        .withInitialization(Initialization.TORCH.withRecurrent(false));
        LearningOptions zero =
                LearningOptions.DEFAULTS
                        .withLearnInitialState(true)
                        .withInitialization(Initialization.TORCH.withRecurrentGain(0));
        try (Learner without = Learner.create(DOCUMENT, none, 7);
                Learner with = Learner.from(DOCUMENT, without.tensors(), zero, 7)) {
            assertThat(without.update(BATCH, 0).loss()).isEqualTo(with.update(BATCH, 0).loss());

            Map<String, Tensor> ours = without.gradients();
            with.gradients()
                    .forEach(
                            (name, tensor) -> {
                                if (!name.endsWith("weight_hh")) {
                                    assertThat(ours.get(name).values())
                                            .as(name)
                                            .isEqualTo(tensor.values());
                                }
                            });
        }
    }

    @Test
    void weightsDecayButBiasesAndThresholdsDoNot() {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withClassWeights(List.of(0.0, 0.0, 0.0)) // no gradient: decay alone
                        .withThresholds(List.of(ThresholdSpec.of(Learning.PER_NEURON)))
                        .withOptimizer(new OptimizerSpec.Adam(0.9, 0.999, 1e-8, 0.5, true));
        Map<String, Tensor> before;
        Map<String, Tensor> after;
        Map<String, Tensor> all;
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            before = learner.tensors();
            learner.update(unlabelled(), 0.1);
            after = learner.tensors();
        }
        try (Learner learner = Learner.create(DOCUMENT, options.withDecayAll(true), 7)) {
            learner.update(unlabelled(), 0.1);
            all = learner.tensors();
        }
        for (String name : List.of("layers.0.weight_ih", "layers.1.weight_hh")) {
            assertThat(after.get(name).values()[5])
                    .as(name)
                    .isCloseTo(0.95f * before.get(name).values()[5], within(1e-6f));
        }
        for (String name : List.of("layers.0.bias_ih", "layers.0.threshold", "layers.1.bias_hh")) {
            assertThat(after.get(name).values()).as(name).isEqualTo(before.get(name).values());
            assertThat(all.get(name).values()).as(name).isNotEqualTo(before.get(name).values());
        }
    }

    /** Sequences that have no part in the loss, beside one with an even loss. */
    private static List<LabelledSequence> unlabelled() {
        return List.of(
                new LabelledSequence(
                        "silent",
                        new int[4],
                        new int[0],
                        new float[0],
                        new int[] {LabelledSequence.UNLABELLED}));
    }

    @Test
    void thresholdsStartAtAQuantileOfTheMembranes() {
        LearningOptions options =
                LearningOptions.DEFAULTS.withThresholdQuantile(ThresholdQuantile.of(0.9));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            learner.fitThresholds(BATCH);

            learner.measure(BATCH);
            for (LayerActivity layer : learner.activity()) {
                assertThat(layer.mean()).as("layer %d", layer.layer()).isBetween(0.06, 0.12);
            }
            assertThat(learner.tensors().get("layers.0.threshold").values())
                    .hasSize(1)
                    .doesNotContain(0.1f);
        }
    }

    @Test
    void aThresholdForEachNeuronStartsAtItsOwnQuantile() {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withThresholdQuantile(ThresholdQuantile.of(0.8))
                        .withThresholds(List.of(ThresholdSpec.of(Learning.PER_NEURON)));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            learner.fitThresholds(BATCH);

            learner.measure(BATCH);
            assertThat(learner.activity().get(0).dead()).isLessThan(24);
            assertThat(learner.tensors().get("layers.0.threshold").values()).hasSize(32);
            for (double rate : learner.activity().get(0).rates()) {
                assertThat(rate).isLessThan(0.25);
            }
        }
    }

    @Test
    void fixedThresholdsOfNeuronsStartAtQuantilesOverARange() {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withThresholds(List.of(ThresholdSpec.of(Learning.FIXED_PER_NEURON)))
                        .withThresholdQuantile(new ThresholdQuantile(0.1, 0.9));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            learner.fitThresholds(BATCH);

            learner.measure(BATCH);
            double[] rates = learner.activity().get(0).rates();
            float[] before = learner.tensors().get("layers.0.threshold").values();
            assertThat(before).hasSize(rates.length);
            assertThat(Arrays.stream(rates).min().orElseThrow()).isLessThan(0.2);
            assertThat(Arrays.stream(rates).max().orElseThrow()).isGreaterThan(0.4);
            learner.update(BATCH, 0.01);
            assertThat(learner.tensors().get("layers.0.threshold").values())
                    .containsExactly(before);
        }
    }

    @Test
    void aRangeOfQuantilesNeedsAThresholdForEachNeuron() {
        assertThatThrownBy(
                        () ->
                                LearningOptions.DEFAULTS.withThresholdQuantile(
                                        new ThresholdQuantile(0.1, 0.9)))
                .hasMessageContaining("fixed_per_neuron or per_neuron")
                .hasMessageContaining("(got FIXED)");
    }

    /** In a learning pass, whose statistics are the batch's: it is there that neurons must not fall silent. */
    @Test
    void thresholdsBehindABatchNormalizationStartAtAQuantileOfWhatItPassesOn() {
        Conv2dSpec conv = new Conv2dSpec(new Image(1, 4, 6), 5, 3, 1, 1);
        LeakySpec leaky = new LeakySpec(conv.shape().out(), 0.0, Reset.NONE, null);
        ModelDocument document =
                Toy.document(
                        ReadoutSpec.Kind.MEAN_MEMBRANE,
                        1,
                        conv,
                        leaky,
                        new LinearSpec(leaky.outputs(), 3));
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withThresholdQuantile(ThresholdQuantile.of(0.9))
                        .withLosses(List.of(LossTerm.of(LossKind.CE_MEAN_MEMBRANE)))
                        .withLayers(Map.of(0, new LayerTraining(true, LayerTraining.Beta.FIXED)));
        try (Learner learner = Learner.create(document, options, 7)) {
            learner.fitThresholds(BATCH);

            learner.update(BATCH, 0);
            assertThat(learner.activity().get(0).mean()).isBetween(0.06, 0.12);
            learner.measure(BATCH);
            assertThat(learner.activity().get(0).mean()).isBetween(0.06, 0.12);
        }
    }

    @Test
    void dropoutDropsTheSameOutputsInEveryChunkOfASequence() {
        // The loss of all chunks, accumulated, is that of the whole sequence only if the masks are
        // the same.
        LearningOptions whole =
                LearningOptions.DEFAULTS
                        .withDropout(0.5)
                        .withLosses(List.of(LossTerm.of(LossKind.CE_PER_STEP)));
        List<LabelledSequence> same = Toy.sequences(16, 24, 3, 12, 12, 3);
        try (Learner one = Learner.create(DOCUMENT, whole, 7);
                Learner chunks =
                        Learner.create(DOCUMENT, whole.withTruncation(new Truncation(4, true)), 7);
                Learner without = Learner.create(DOCUMENT, whole.withDropout(0), 7)) {
            double loss = one.update(same, 0.01).loss();

            assertThat(chunks.update(same, 0.01).loss()).isCloseTo(loss, within(1e-6));
            assertThat(without.update(same, 0.01).loss()).isNotCloseTo(loss, within(1e-4));
        }
    }

    @Test
    void allOfThemResumeToTheSameBits() throws IOException {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withDropout(0.3)
                        .withLabelSmoothing(0.1)
                        .withThresholdQuantile(ThresholdQuantile.of(0.9))
                        .withInitialization(Initialization.TORCH.withRecurrent(false));
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        try (Learner one = Learner.create(DOCUMENT, options, 7);
                Learner other = Learner.create(DOCUMENT, options.withThreads(3), 7)) {
            one.fitThresholds(BATCH);
            other.fitThresholds(BATCH);
            one.update(BATCH, 0.01);
            one.save(new DataOutputStream(state));
            other.restore(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
            one.update(BATCH, 0.01);
            other.update(BATCH, 0.01);

            one.tensors()
                    .forEach(
                            (name, tensor) ->
                                    assertThat(other.tensors().get(name).values())
                                            .as(name)
                                            .isEqualTo(tensor.values()));
        }
    }
}
