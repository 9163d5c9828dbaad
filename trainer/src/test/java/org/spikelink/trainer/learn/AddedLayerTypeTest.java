package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.leaky.LeakySpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;
import org.spikelink.trainer.optimizer.OptimizerSpec;

/** Trains a layer type that no code of the trainer names; {@link DeployedBitsTest} compares its bits. */
final class AddedLayerTypeTest {
    private static final List<LabelledSequence> BATCH = Toy.sequences(24, 12, 3, 6, 14, 1);

    private static ModelDocument document(Kind kind) {
        return Toy.document(kind, 1, new LeakySpec(12, 16, 0.9, 0), new LeakySpec(16, 3, 0.8, 0));
    }

    private static LearningOptions options(LossKind loss, double threshold) {
        ThresholdSpec fixed = new ThresholdSpec(Learning.FIXED, threshold, 0.01);
        return LearningOptions.DEFAULTS
                .withLosses(List.of(LossTerm.of(loss)))
                .withThresholds(List.of(fixed));
    }

    @Test
    void itLearnsAndBecomesAModel() {
        ModelDocument document = document(Kind.SPIKE_COUNT);
        try (Learner learner = Learner.create(document, options(LossKind.CE_COUNT, 0.5), 7)) {
            double first = learner.measure(BATCH).loss();
            for (int n = 0; n < 60; n++) {
                learner.update(BATCH, 0.01);
            }
            UpdateResult last = learner.measure(BATCH);
            assertThat(last.loss()).isLessThan(0.5 * first);
            assertThat(last.correct()).isGreaterThanOrEqualTo(23);
            assertThat(ModelFile.of(document, learner.tensors()).weights()).hasSize(2);
        }
    }

    /** Without spikes the loss of the membranes is smooth, so that its slope can be measured. */
    @Test
    void itsGradientsAreTheSlopesOfTheLoss() {
        ModelDocument document = Toy.document(Kind.MAX_MEMBRANE, 1, new LeakySpec(12, 3, 0.8, 0));
        LearningOptions options =
                options(LossKind.MSE_MEMBRANE, 1e6).withOptimizer(new OptimizerSpec.Sgd(0, 0));
        try (Learner learner = Learner.create(document, options, 3)) {
            Map<String, Tensor> weights = learner.tensors();
            learner.update(BATCH, 0);
            float[] gradient = learner.gradients().get("layers.0.weight").values();
            double largest = 0;
            for (int n = 0; n < gradient.length; n++) {
                double slope =
                        (loss(document, options, weights, n, 0.01f)
                                        - loss(document, options, weights, n, -0.01f))
                                / 0.02;
                assertThat((double) gradient[n]).as("weight %d", n).isCloseTo(slope, within(1e-3));
                largest = Math.max(largest, Math.abs(slope));
            }
            assertThat(largest).isGreaterThan(0.02);
        }
    }

    private static double loss(
            ModelDocument document,
            LearningOptions options,
            Map<String, Tensor> weights,
            int n,
            float change) {
        float[] changed = weights.get("layers.0.weight").values().clone();
        changed[n] += change;
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights);
        tensors.put("layers.0.weight", new Tensor(new int[] {3, 12}, changed));
        try (Learner learner = Learner.from(document, tensors, options, 3)) {
            return learner.measure(BATCH).loss();
        }
    }
}
