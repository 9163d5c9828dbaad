package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.spikelink.core.fixture.Batch.batch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.record.Classification;

/**
 * Windows that are decided before they are full, and windows that are not answered. After n events of one of four
 * classes, its confidence is e^n / (e^n + 3): 0.48, 0.71, 0.87, 0.95, 0.98.
 */
final class EarlyDecisionTest {
    private static final DecisionSpec.Early AT_85 = new DecisionSpec.Early(0.85, 1);

    @Test
    void aWindowEndsAtTheFirstStepWithEnoughConfidence() {
        Run run = new Run(windows(6, 6, AT_85)).send(inBins(1, 1, 1, 1, 1, 1, 2, 2, 2, 2));
        assertThat(run.windows())
                .containsExactly(
                        "1/2 0..3000 [0.0, 3.0, 0.0, 0.0] final",
                        "1/8 6000..9000 [0.0, 0.0, 3.0, 0.0] final");
        assertThat(run.answers()).first().asString().startsWith("1/2 1 'class 1' 0.870");
    }

    @Test
    void theConfidenceMustBeEnoughForThatManyStepsInARow() {
        Model model = windows(8, 8, new DecisionSpec.Early(0.7, 2));
        Run run = new Run(model).send(inBins(1, 1, 0, 1, 1, 1)); // 0.71, then 0.61, 0.81, 0.92
        assertThat(run.windows()).containsExactly("1/4 0..5000 [1.0, 4.0, 0.0, 0.0] final");
    }

    @Test
    void aWindowThatIsNeverConfidentIsDecidedWhenItIsFull() {
        Run run = new Run(windows(4, 4, AT_85)).send(inBins(0, 1, 2, 3));
        assertThat(run.windows()).containsExactly("1/3 0..4000 [1.0, 1.0, 1.0, 1.0] final");
    }

    @Test
    void aRowOfConfidentStepsDoesNotGoOnInTheNextWindow() {
        Model model = windows(3, 3, new DecisionSpec.Early(0.45, 3));
        Run run = new Run(model).send(inBins(0, 1, 1, 1, 1, 1)); // the first row is cut at 2
        assertThat(run.windows())
                .containsExactly(
                        "1/2 0..3000 [1.0, 2.0, 0.0, 0.0] final",
                        "1/5 3000..6000 [0.0, 3.0, 0.0, 0.0] final");
    }

    @Test
    void overlappingWindowsEndEachForItselfAndTheEarliestComesFirst() {
        Run run = new Run(windows(4, 2, AT_85)).send(inBins(0, 1, 1, 1, 1, 1, 1));
        assertThat(run.windows())
                .containsExactly(
                        "1/3 0..4000 [1.0, 3.0, 0.0, 0.0] final",
                        "1/4 2000..5000 [0.0, 3.0, 0.0, 0.0] final",
                        "1/6 4000..7000 [0.0, 3.0, 0.0, 0.0] final");
        Run both = new Run(windows(4, 1, AT_85)).send(inBins(0, 1, 1, 1));
        assertThat(both.windows())
                .containsExactly(
                        "1/3 0..4000 [1.0, 3.0, 0.0, 0.0] final",
                        "1/3 1000..4000 [0.0, 3.0, 0.0, 0.0] final");
    }

    @Test
    void theNetworkIsResetWhereTheFullWindowEnds() {
        Model early = TinyModel.latch().windowWithReset(4).decides(0, AT_85).build();
        Model full = TinyModel.latch().windowWithReset(4).build();
        Batch batch = inBins(0, 0, 0, 1, 2, 2, 2, 3);
        Run run = new Run(early).send(batch);
        assertThat(run.neurons()).isEqualTo(new Run(full).send(batch).neurons());
        assertThat(run.windows())
                .containsExactly(
                        "1/2 0..3000 [3.0, 0.0, 0.0, 0.0] final",
                        "1/6 4000..7000 [0.0, 0.0, 3.0, 0.0] final");
    }

    @Test
    void atTheEndOfASessionAWindowThatEndedEarlyIsNotClassifiedAgain() {
        Run run = new Run(windows(6, 6, AT_85)).send(inBins(1, 1, 1, 1), batch(1).end());
        assertThat(run.windows()).containsExactly("1/2 0..3000 [0.0, 3.0, 0.0, 0.0] final");
        Run unsure = new Run(windows(6, 6, AT_85)).send(inBins(1, 1), batch(1).end());
        assertThat(unsure.windows()).containsExactly("1/1 0..2000 [0.0, 2.0, 0.0, 0.0] partial");
    }

    @Test
    void afterAGapEveryWindowBeginsWithoutARow() {
        Model model = windows(200, 200, new DecisionSpec.Early(0.85, 2));
        Run run = new Run(model).send(batch(0).event(0, 1).event(1000, 1).event(2000, 1));
        run.send(batch(1).until(3000));
        run.send(batch(2).event(600_000, 2).event(601_000, 2).event(602_000, 2).until(603_000));
        assertThat(run.windows())
                .first()
                .isEqualTo(
                        "1/3 0..4000 [0.0, 3.0, 0.0, 0.0] final"); // a silent step is confident too
        assertThat(run.classes()).hasSize(1);
        run.send(batch(3).until(604_000));
        assertThat(run.windows()).last().asString().contains(" 600000..604000 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aRowGoesOnAfterTheStateWasStoredAndRestored(int cut) {
        Model model = windows(6, 3, new DecisionSpec.Early(0.7, 3));
        int[] pixels = {1, 1, 1, 1, 1, 2, 2};
        Run whole = new Run(model).send(inBins(pixels));
        Run parts = new Run(model).throughBytes(model);
        Batch first = batch(0);
        Batch second = batch(1);
        for (int n = 0; n < pixels.length; n++) {
            (n < cut ? first : second).event(n * 1000L, pixels[n]);
        }
        parts.send(first, second.until(pixels.length * 1000L));
        assertThat(parts.windows()).isEqualTo(whole.windows()).isNotEmpty();
        assertThat(parts.answers()).isEqualTo(whole.answers());
    }

    @Test
    void aWindowWithTooLittleConfidenceHasNoClassButItsScores() {
        Model model = TinyModel.echo().window(2, 2).decides(0.6, null).build();
        Run run = new Run(model).send(inBins(1, 1, 0, 2));
        assertThat(run.windows())
                .containsExactly(
                        "1/1 0..2000 [0.0, 2.0, 0.0, 0.0] final",
                        "1/3 2000..4000 [1.0, 0.0, 1.0, 0.0] final");
        Classification unknown = run.classes().get(1);
        assertThat(unknown.classIndex()).isEqualTo(-1);
        assertThat(unknown.label()).isEmpty();
        assertThat((double) unknown.confidence())
                .isCloseTo(Math.E / (2 * Math.E + 2), within(1e-7));
        Run cutShort = new Run(model).send(inBins(3), batch(1).end());
        assertThat(cutShort.answers()).first().asString().startsWith("1/0 -1 '' 0.475");
    }

    @Test
    void theTemperatureDividesTheScores() {
        Model model = TinyModel.echo().window(4, 4).temperature(2).build();
        Run run = new Run(model).send(inBins(1, 1, 1, 2));
        double sum = 2 + Math.exp(1.5) + Math.exp(0.5);
        assertThat((double) run.classes().get(0).confidence())
                .isCloseTo(Math.exp(1.5) / sum, within(1e-7));
    }

    @Test
    void theConfidenceThatEndsAWindowIsTheOneInItsResult() {
        DecisionSpec.Early early = new DecisionSpec.Early(0.7, 1);
        Model model =
                TinyModel.linear()
                        .readout(ReadoutSpec.Kind.MEAN_MEMBRANE, 1)
                        .temperature(0.3)
                        .window(7, 7)
                        .decides(0.7, early)
                        .build();
        Run run = new Run(model).send(inBins(0, 1, 1, 1, 1, 1, 2, 2, 2));
        assertThat(run.classes().get(0).confidence()).isGreaterThanOrEqualTo(0.7f);
        assertThat(run.answers()).allMatch(answer -> answer.contains("class"));
    }

    private static Model windows(int bins, int stride, DecisionSpec.Early early) {
        return TinyModel.echo().window(bins, stride).decides(0, early).build();
    }

    /** One event of these pixels in each bin, and the last bin closed. */
    private static Batch inBins(int... pixels) {
        Batch batch = batch(0);
        for (int n = 0; n < pixels.length; n++) {
            batch.event(n * 1000L, pixels[n]);
        }
        return batch.until(pixels.length * 1000L);
    }
}
