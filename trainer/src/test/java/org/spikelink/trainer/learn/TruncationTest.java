package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.data.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.optimizer.OptimizerSpec;

final class TruncationTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(20, 12, 3);
    private static final List<LabelledSequence> BATCH = Toy.sequences(11, 20, 3, 5, 12, 4);
    private static final LearningOptions OPTIONS =
            LearningOptions.DEFAULTS.withOptimizer(new OptimizerSpec.Sgd(0, 0));

    @ParameterizedTest
    @CsvSource({"12, false", "12, true", "40, false", "40, true"})
    void aChunkAsLongAsTheLongestSequenceIsBptt(int steps, boolean accumulate) {
        assertThat(learned(OPTIONS.withTruncation(new Truncation(steps, accumulate))))
                .isEqualTo(learned(OPTIONS));
    }

    @Test
    void eachChunkIsAnUpdate() {
        try (Learner learner =
                Learner.create(DOCUMENT, OPTIONS.withTruncation(new Truncation(5, false)), 1)) {
            learner.update(BATCH, 0.1);
            assertThat(learner.updates()).isEqualTo(3);
        }
    }

    @Test
    void accumulatedChunksAreOneUpdateOnTheLossOfWholeSequences() {
        Truncation chunks = new Truncation(5, true);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS.withTruncation(chunks), 1);
                Learner whole = Learner.create(DOCUMENT, OPTIONS, 1)) {
            double loss = learner.update(BATCH, 0.1).loss();
            assertThat(learner.updates()).isEqualTo(1);
            assertThat(loss).isCloseTo(whole.update(BATCH, 0.1).loss(), within(1e-6));
        }
    }

    @Test
    void statesFlowFromChunkToChunk() {
        Truncation chunks = new Truncation(1, true);
        try (Learner learner = Learner.create(DOCUMENT, OPTIONS.withTruncation(chunks), 1);
                Learner whole = Learner.create(DOCUMENT, OPTIONS, 1)) {
            assertThat(learner.update(BATCH, 0).firingRates())
                    .isEqualTo(whole.update(BATCH, 0).firingRates());
        }
    }

    private static Map<String, List<Float>> learned(LearningOptions options) {
        try (Learner learner = Learner.create(DOCUMENT, options, 1)) {
            learner.update(BATCH, 0.1);
            learner.update(BATCH, 0.1);
            return Values.of(learner.tensors());
        }
    }

    /** Tensors as lists, which compare by value. */
    private static final class Values {
        static Map<String, List<Float>> of(Map<String, Tensor> tensors) {
            return tensors.entrySet().stream()
                    .collect(
                            java.util.stream.Collectors.toMap(
                                    Map.Entry::getKey, e -> list(e.getValue().values())));
        }

        private static List<Float> list(float[] values) {
            List<Float> list = new java.util.ArrayList<>();
            for (float value : values) {
                list.add(value);
            }
            return list;
        }
    }
}
