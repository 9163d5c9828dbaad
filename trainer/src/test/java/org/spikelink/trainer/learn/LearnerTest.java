package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.layer.ThresholdSpec.Learning;
import org.spikelink.trainer.optimizer.OptimizerSpec;
import org.spikelink.trainer.surrogate.Custom;

final class LearnerTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(24, 32, 3);
    private static final List<LabelledSequence> BATCH = Toy.sequences(48, 24, 3, 8, 20, 1);

    @Test
    void learnsToSeparateClasses() {
        try (Learner learner = Learner.create(DOCUMENT, LearningOptions.DEFAULTS, 7)) {
            double first = learner.measure(BATCH).loss();
            for (int n = 0; n < 60; n++) {
                learner.update(BATCH, 0.01);
            }
            UpdateResult last = learner.measure(BATCH);
            assertThat(last.loss()).isLessThan(first);
            assertThat(last.labelled()).isEqualTo(48);
            assertThat(last.correct()).isGreaterThanOrEqualTo(46);
            assertThat(ModelFile.of(DOCUMENT, learner.tensors()).weights()).hasSize(2);
        }
    }

    @Test
    void goesOnFromTheWeightsOfAModel() {
        try (Learner one = Learner.create(DOCUMENT, LearningOptions.DEFAULTS, 7);
                Learner other =
                        Learner.from(DOCUMENT, one.tensors(), LearningOptions.DEFAULTS, 8)) {
            assertThat(other.measure(BATCH).loss()).isEqualTo(one.measure(BATCH).loss());
        }
    }

    @Test
    void clipsGradientsToANorm() {
        LearningOptions options =
                LearningOptions.DEFAULTS.withOptimizer(new OptimizerSpec.Sgd(0, 0));
        try (Learner learner = Learner.create(DOCUMENT, options.withClipNorm(1e-3), 7)) {
            Map<String, Tensor> before = learner.tensors();
            assertThat(learner.update(BATCH, 1).gradientNorm()).isGreaterThan(1e-3);
            assertThat(distance(before, learner.tensors())).isCloseTo(1e-3, within(1e-5));
        }
    }

    private static double distance(Map<String, Tensor> a, Map<String, Tensor> b) {
        double sum = 0;
        for (String name : a.keySet()) {
            for (int n = 0; n < a.get(name).values().length; n++) {
                double d = a.get(name).values()[n] - b.get(name).values()[n];
                sum += d * d;
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void keepsLearnedThresholdsAtTheirFloor() {
        LearningOptions options =
                LearningOptions.DEFAULTS
                        .withSurrogate(new Custom(x -> 1f))
                        .withThresholds(List.of(new ThresholdSpec(Learning.PER_NEURON, 0.1, 0.07)));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            learner.update(BATCH, 0.05);
            float lowest = 1;
            for (float threshold : learner.tensors().get("layers.0.threshold").values()) {
                lowest = Math.min(lowest, threshold);
            }
            assertThat(lowest).isEqualTo(0.07f);
        }
    }

    @Test
    void leavesOutAnUpdateWhoseGradientIsNotFinite() {
        LearningOptions options =
                LearningOptions.DEFAULTS.withSurrogate(new Custom(x -> Float.NaN));
        try (Learner learner = Learner.create(DOCUMENT, options, 7)) {
            double before = learner.measure(BATCH).loss();
            assertThat(learner.update(BATCH, 0.01).gradientNorm()).isNaN();
            assertThat(learner.updates()).isZero();
            assertThat(learner.measure(BATCH).loss()).isEqualTo(before);
        }
    }

    @Test
    void reportsFiringRates() {
        try (Learner learner = Learner.create(DOCUMENT, LearningOptions.DEFAULTS, 7)) {
            UpdateResult result = learner.measure(BATCH);
            List<LayerActivity> activity = learner.activity();
            assertThat(activity).extracting(LayerActivity::layer).containsExactly(0, 1);
            assertThat(result.firingRates()[0]).isEqualTo(activity.get(0).mean());
            Trace.Layer traced = learner.trace(BATCH.get(0)).layers().get(0);
            double spikes = 0;
            for (float spk : traced.spk()) {
                spikes += spk;
            }
            assertThat(learner.activity().get(0).mean())
                    .isCloseTo(spikes / traced.steps() / 32, within(1e-12));
        }
        LayerActivity layer = new LayerActivity(0, new double[] {0, 0.5, 0.96, 0});
        assertThat(layer.dead()).isEqualTo(2);
        assertThat(layer.saturated()).isEqualTo(1);
    }

    @Test
    void rejectsInvalidBatches() {
        try (Learner learner = Learner.create(DOCUMENT, LearningOptions.DEFAULTS, 7)) {
            assertThatThrownBy(() -> learner.update(List.of(), 0.1))
                    .hasMessage("a batch must hold at least one sequence (got none)");
            LabelledSequence empty =
                    new LabelledSequence("none", new int[0], new int[0], new float[0], new int[1]);
            assertThatThrownBy(() -> learner.update(List.of(empty), 0.1))
                    .hasMessage("none: a sequence must have at least one step (got 0)");
            LabelledSequence wide =
                    new LabelledSequence(
                            "wide", new int[] {1}, new int[] {24}, new float[1], new int[1]);
            assertThatThrownBy(() -> learner.update(List.of(wide), 0.1))
                    .hasMessage("wide: active inputs must be 0..23 (got 24)");
        }
    }

    @Test
    void rejectsTheStateOfAnotherNetwork() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Learner small = Learner.create(Toy.spiking(5, 4, 3), LearningOptions.DEFAULTS, 7);
                Learner learner = Learner.create(DOCUMENT, LearningOptions.DEFAULTS, 7)) {
            small.save(new DataOutputStream(bytes));
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            assertThatThrownBy(() -> learner.restore(in))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("learning state: parameters must be");
        }
    }
}
