package org.spikelink.trainer.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.ModelDocument;
import org.spikelink.core.model.ReadoutSpec.Kind;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;
import org.spikelink.trainer.loss.LossKind;
import org.spikelink.trainer.loss.LossTerm;

/** What losses count, and what they reject. */
final class LossTest {
    private static final ModelDocument DOCUMENT = Toy.spiking(20, 12, 3);
    private static final List<LabelledSequence> BATCH = Toy.sequences(6, 20, 3, 4, 12, 8);

    private static UpdateResult measure(LearningOptions options, List<LabelledSequence> batch) {
        try (Learner learner = Learner.create(DOCUMENT, options, 1)) {
            return learner.measure(batch);
        }
    }

    private static LearningOptions with(LossKind... kinds) {
        return LearningOptions.DEFAULTS.withLosses(
                java.util.Arrays.stream(kinds).map(LossTerm::of).toList());
    }

    private static LabelledSequence labelled(LabelledSequence s, int... labels) {
        return new LabelledSequence(s.name(), s.ends(), s.indices(), s.values(), labels);
    }

    @Test
    void sequencesOfAnyLengthCountTheSame() {
        for (LossKind kind : List.of(LossKind.CE_RATE, LossKind.CE_COUNT, LossKind.MSE_COUNT)) {
            double sum =
                    BATCH.stream().mapToDouble(s -> measure(with(kind), List.of(s)).loss()).sum();
            assertThat(measure(with(kind), BATCH).loss())
                    .as("%s", kind)
                    .isCloseTo(sum / BATCH.size(), within(1e-9));
        }
    }

    @Test
    void severalLossesAreSummedWithTheirWeights() {
        List<LossTerm> terms =
                List.of(
                        LossTerm.of(LossKind.CE_COUNT).withWeight(0.25),
                        LossTerm.of(LossKind.MSE_MEMBRANE).withWeight(2));
        double expected =
                0.25 * measure(with(LossKind.CE_COUNT), BATCH).loss()
                        + 2 * measure(with(LossKind.MSE_MEMBRANE), BATCH).loss();
        assertThat(measure(LearningOptions.DEFAULTS.withLosses(terms), BATCH).loss())
                .isCloseTo(expected, within(1e-9));
    }

    @Test
    void classesOfWeightZeroAndUnlabelledSequencesDoNotCount() {
        LearningOptions only = with(LossKind.CE_RATE).withClassWeights(List.of(0.0, 2.0, 0.0));
        LabelledSequence one = BATCH.get(1);
        LabelledSequence unlabelled = labelled(BATCH.get(0), LabelledSequence.UNLABELLED);
        double alone = measure(with(LossKind.CE_RATE), List.of(one)).loss();
        assertThat(measure(only, List.of(BATCH.get(0), one)).loss()).isCloseTo(alone, within(1e-9));
        UpdateResult result = measure(with(LossKind.CE_RATE), List.of(unlabelled, one));
        assertThat(result.loss()).isCloseTo(alone, within(1e-9));
        assertThat(result.labelled()).isEqualTo(1);
    }

    @Test
    void aMixtureHasTheLossesOfBothLabelsInTheirShares() {
        for (LossKind kind :
                List.of(LossKind.CE_RATE, LossKind.CE_MEAN_MEMBRANE, LossKind.CE_PER_STEP)) {
            LabelledSequence s = BATCH.get(0);
            double first = measure(with(kind), List.of(labelled(s, 0))).loss();
            double other = measure(with(kind), List.of(labelled(s, 2))).loss();

            double mixed = measure(with(kind), List.of(labelled(s, 0).mixedWith(2, 0.7))).loss();

            assertThat(mixed).as("%s", kind).isCloseTo(0.7 * first + 0.3 * other, within(1e-9));
        }
    }

    @Test
    void smoothedLabelsHaveAShareOfEveryClass() {
        for (LossKind kind :
                List.of(
                        LossKind.CE_RATE,
                        LossKind.CE_COUNT,
                        LossKind.CE_MAX_MEMBRANE,
                        LossKind.CE_MEAN_MEMBRANE,
                        LossKind.CE_TEMPORAL,
                        LossKind.CE_PER_STEP)) {
            LabelledSequence s = BATCH.get(0);
            double expected = 0.7 * measure(with(kind), List.of(labelled(s, 0))).loss();
            for (int c = 0; c < 3; c++) {
                expected += 0.1 * measure(with(kind), List.of(labelled(s, c))).loss();
            }

            double smoothed =
                    measure(with(kind).withLabelSmoothing(0.3), List.of(labelled(s, 0))).loss();

            assertThat(smoothed).as("%s", kind).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void stepsAreCountedWhereEachHasALabel() {
        LabelledSequence s = BATCH.get(0);
        int[] labels = new int[s.steps()];
        labels[1] = LabelledSequence.UNLABELLED;
        UpdateResult result = measure(with(LossKind.CE_PER_STEP), List.of(labelled(s, labels)));
        assertThat(result.labelled()).isEqualTo(s.steps() - 1);
    }

    @Test
    void rejectsLabelsThatTheModelDoesNotHave() {
        assertThatThrownBy(
                        () -> measure(with(LossKind.CE_RATE), List.of(labelled(BATCH.get(0), 3))))
                .hasMessage("toy 0: labels must be 0..2, or -1 for none (got 3)");
    }

    @Test
    void rejectsLabelsOfStepsForALossOfSequences() {
        int[] labels = new int[BATCH.get(0).steps()];
        assertThatThrownBy(
                        () ->
                                measure(
                                        with(LossKind.CE_RATE),
                                        List.of(labelled(BATCH.get(0), labels))))
                .hasMessage(
                        "toy 0: loss CE_RATE needs one label for the sequence (got one per step)");
    }

    @Test
    void rejectsLossesThatDoNotSuitTheLastLayer() {
        ModelDocument linear =
                Toy.document(Kind.MAX_MEMBRANE, 1, Toy.slstm(20, 8), new LinearSpec(8, 3));
        assertThatThrownBy(() -> Learner.create(linear, with(LossKind.CE_RATE), 1))
                .hasMessageContaining("loss CE_RATE is on spikes");
        ModelDocument population =
                Toy.document(Kind.SPIKE_COUNT, 2, Toy.slstm(20, 8), Toy.slstm(8, 6));
        assertThatThrownBy(() -> Learner.create(population, with(LossKind.CE_TEMPORAL), 1))
                .hasMessage("loss CE_TEMPORAL needs population 1 (got 2)");
    }

    @Test
    void rejectsAWrongNumberOfClassWeights() {
        LearningOptions options = with(LossKind.CE_RATE).withClassWeights(List.of(1.0));
        assertThatThrownBy(() -> Learner.create(DOCUMENT, options, 1))
                .hasMessage("class_weights must name 3 classes (got 1)");
    }
}
