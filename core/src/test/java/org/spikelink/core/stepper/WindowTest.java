package org.spikelink.core.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.spikelink.core.fixture.Batch.batch;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikelink.core.fixture.Batch;
import org.spikelink.core.fixture.Run;
import org.spikelink.core.fixture.TinyModel;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ReadoutSpec;
import org.spikelink.core.record.Classification;

/** Decision windows and scores; bins of 1000 µs. */
final class WindowTest {

    @Test
    void tumblingWindowsCoverEveryStepOnce() {
        Run run = new Run(TinyModel.echo().window(2, 2).build()).send(inBins(0, 1, 1, 2, 3));
        assertThat(run.windows())
                .containsExactly(
                        "1/1 0..2000 [1.0, 1.0, 0.0, 0.0] final",
                        "1/3 2000..4000 [0.0, 1.0, 1.0, 0.0] final");
    }

    @Test
    void overlappingWindowsScoreEachOfTheirSteps() {
        Run run = new Run(TinyModel.echo().window(3, 1).build()).send(inBins(0, 1, 1, 2, 3));
        assertThat(run.windows())
                .containsExactly(
                        "1/2 0..3000 [1.0, 2.0, 0.0, 0.0] final",
                        "1/3 1000..4000 [0.0, 2.0, 1.0, 0.0] final",
                        "1/4 2000..5000 [0.0, 1.0, 1.0, 1.0] final");
    }

    @Test
    void aStrideThatDoesNotDivideTheWindowWorksToo() {
        Run run = new Run(TinyModel.echo().window(3, 2).build()).send(inBins(0, 1, 1, 2, 3, 3, 0));
        assertThat(run.windows())
                .containsExactly(
                        "1/2 0..3000 [1.0, 2.0, 0.0, 0.0] final",
                        "1/4 2000..5000 [0.0, 1.0, 1.0, 1.0] final",
                        "1/6 4000..7000 [1.0, 0.0, 0.0, 2.0] final");
    }

    @Test
    void aStrideAboveTheWindowSkipsSteps() {
        Run run = new Run(TinyModel.echo().window(1, 3).build()).send(inBins(0, 1, 1, 2, 3, 3, 0));
        assertThat(run.windows())
                .containsExactly(
                        "1/0 0..1000 [1.0, 0.0, 0.0, 0.0] final",
                        "1/3 3000..4000 [0.0, 0.0, 1.0, 0.0] final",
                        "1/6 6000..7000 [1.0, 0.0, 0.0, 0.0] final");
    }

    @Test
    void windowsMatchAReferenceForManyLengthsAndStrides() {
        int[] pixels = new int[40];
        for (int n = 0; n < pixels.length; n++) {
            pixels[n] = n * n % 7 % 4;
        }
        for (int window = 1; window <= 9; window++) {
            for (int stride = 1; stride <= 12; stride++) {
                Run run = new Run(TinyModel.echo().window(window, stride).build());
                run.send(inBins(pixels));
                assertThat(run.windows())
                        .as("window %d stride %d", window, stride)
                        .isEqualTo(expected(pixels, window, stride));
            }
        }
    }

    private static List<String> expected(int[] pixels, int window, int stride) {
        List<String> all = new java.util.ArrayList<>();
        for (int first = 0; first + window <= pixels.length; first += stride) {
            float[] scores = new float[4];
            for (int n = first; n < first + window; n++) {
                scores[pixels[n]]++;
            }
            int last = first + window - 1;
            all.add(
                    String.format(
                            "1/%d %d..%d %s final",
                            last,
                            first * 1000,
                            (last + 1) * 1000,
                            java.util.Arrays.toString(scores)));
        }
        return all;
    }

    @Test
    void withResetTheNetworkIsResetAfterEachWindow() {
        Run run = new Run(TinyModel.latch().windowWithReset(2).build()).send(inBins(0, 1, 2, 3));
        assertThat(run.neurons())
                .containsExactly(List.of(0), List.of(0, 1), List.of(2), List.of(2, 3));
        Run without = new Run(TinyModel.latch().window(2, 2).build()).send(inBins(0, 1, 2, 3));
        assertThat(without.neurons()).endsWith(List.of(0, 1, 2), List.of(0, 1, 2, 3));
    }

    @Test
    void aPartialWindowIsClassifiedOnlyIfThereWasNoFullOne() {
        Model model = TinyModel.echo().window(2, 2).build();
        Run run = new Run(model).send(inBins(0), batch(1).end());
        assertThat(run.windows()).containsExactly("1/0 0..1000 [1.0, 0.0, 0.0, 0.0] partial");
        run = new Run(model).send(inBins(0, 1, 2), batch(1).end());
        assertThat(run.windows()).containsExactly("1/1 0..2000 [1.0, 1.0, 0.0, 0.0] final");
    }

    @Test
    void windowsWithHalfTheirStepsAreClassifiedAtTheEndIfTheModelSaysSo() {
        Model half = TinyModel.echo().window(4, 2).atEnd(DecisionSpec.AtEnd.HALF).build();
        Run run = new Run(half).send(inBins(0, 1, 2, 3, 0, 1, 2), batch(1).end());
        assertThat(run.windows())
                .containsExactly(
                        "1/3 0..4000 [1.0, 1.0, 1.0, 1.0] final",
                        "1/5 2000..6000 [1.0, 1.0, 1.0, 1.0] final",
                        "1/6 4000..7000 [1.0, 1.0, 1.0, 0.0] partial");
        Run shorter = new Run(half).send(inBins(0), batch(1).end());
        assertThat(shorter.windows()).containsExactly("1/0 0..1000 [1.0, 0.0, 0.0, 0.0] partial");
    }

    @Test
    void afterAGapAPartialWindowMayBeClassifiedAgain() {
        Model model = TinyModel.echo().window(102, 102).build();
        Run run = new Run(model).send(batch(0).event(0, 0).event(1000, 1).until(500_000));
        assertThat(run.classes()).hasSize(1).allMatch(Classification::isFinal);
        run.send(batch(1).event(600_000, 2).end());
        assertThat(run.windows())
                .hasSize(2)
                .endsWith("1/102 600000..601000 [0.0, 0.0, 1.0, 0.0] partial");
    }

    @Test
    void aSessionWithoutAStepHasNoClass() {
        Run run = new Run(TinyModel.echo().build()).send(batch(0), batch(1).until(9000).end());
        assertThat(run.out()).isEmpty();
    }

    @Test
    void confidenceIsTheSoftmaxOfTheScores() {
        Run run = new Run(TinyModel.echo().window(4, 4).build()).send(inBins(1, 1, 1, 2));
        Classification c = run.classes().get(0);
        double sum = Math.exp(0) + Math.exp(3) + Math.exp(1) + Math.exp(0);
        assertThat((double) c.confidence()).isCloseTo(Math.exp(3) / sum, within(1e-7));
        assertThat(c.classIndex()).isEqualTo(1);
        assertThat(c.label()).isEqualTo("class 1");
        assertThat(c.stream()).isEqualTo("cam");
        assertThat(c.model()).isEqualTo("tiny/1");
        assertThat(c.inputMs()).isEqualTo(1000);
    }

    @Test
    void onATieTheLowestClassWins() {
        Run run = new Run(TinyModel.echo().window(2, 2).build()).send(inBins(3, 2));
        assertThat(run.classes().get(0).classIndex()).isEqualTo(2);
        Run silent =
                new Run(TinyModel.echo().window(2, 2).build())
                        .send(batch(0).event(0, 0).until(3000).event(3000, 1).until(9000));
        assertThat(silent.classes().get(1).classIndex()).isEqualTo(1);
    }

    @Test
    void inSilenceTheFirstClassHasAnEqualShareOfConfidence() {
        Run run =
                new Run(TinyModel.echo().window(1, 1).build())
                        .send(batch(0).event(0, 2).until(2000));
        assertThat(run.classes().get(1).classIndex()).isZero();
        assertThat(run.classes().get(1).confidence()).isEqualTo(0.25f);
    }

    @Test
    void aPopulationSumsItsContiguousOutputs() {
        Model model =
                TinyModel.echo().readout(ReadoutSpec.Kind.SPIKE_COUNT, 2).window(2, 2).build();
        Run run = new Run(model).send(batch(0).events(0).event(1, 1).event(1000, 3).until(2000));
        assertThat(run.windows()).containsExactly("1/1 0..2000 [2.0, 1.0] final");
    }

    @Test
    void maxMembraneKeepsTheLargestStep() {
        Model model = membrane(ReadoutSpec.Kind.MAX_MEMBRANE, 1);
        Run run = new Run(model).send(counts(3, 0, 1).until(3000));
        assertThat(run.windows()).containsExactly("1/2 0..3000 [3.0, 0.0, 1.0, 0.0] final");
    }

    @Test
    void meanMembraneDividesByTheStepsOfTheWindow() {
        Model model = membrane(ReadoutSpec.Kind.MEAN_MEMBRANE, 1);
        Run run = new Run(model).send(counts(3, 0, 6).until(3000));
        assertThat(run.windows()).containsExactly("1/2 0..3000 [1.0, 0.0, 2.0, 0.0] final");
    }

    @Test
    void meanMembraneOfAPartialWindowDividesByTheStepsMade() {
        Model model = membrane(ReadoutSpec.Kind.MEAN_MEMBRANE, 1);
        Run run = new Run(model).send(counts(3, 4).until(2000).end());
        assertThat(run.windows()).containsExactly("1/1 0..2000 [1.5, 2.0, 0.0, 0.0] partial");
    }

    @Test
    void aPopulationSumsMembranesBeforeTheMaximum() {
        Model model = membrane(ReadoutSpec.Kind.MAX_MEMBRANE, 2);
        Run run = new Run(model).send(batch(0).events(0).event(1, 1).event(1000, 0).until(3000));
        assertThat(run.windows()).containsExactly("1/2 0..3000 [2.0, 0.0] final");
    }

    @Test
    void theMembraneOfAnSlstmLayerCanBeRead() {
        Model model =
                TinyModel.echo().readout(ReadoutSpec.Kind.MAX_MEMBRANE, 1).window(1, 1).build();
        float[] scores = new Run(model).send(inBins(2)).classes().get(0).scores();
        assertThat((double) scores[2]).isCloseTo(Math.tanh(Math.tanh(10)), within(1e-6));
        assertThat(scores[0]).isZero();
    }

    private static Model membrane(ReadoutSpec.Kind kind, int population) {
        return TinyModel.linear().readout(kind, population).window(3, 3).build();
    }

    /** One event of these pixels in each bin, and the last bin closed. */
    private static Batch inBins(int... pixels) {
        Batch batch = batch(0);
        for (int n = 0; n < pixels.length; n++) {
            batch.event(n * 1000L, pixels[n]);
        }
        return batch.until(pixels.length * 1000L);
    }

    /** In bin n this many events of pixel n. */
    private static Batch counts(int... events) {
        Batch batch = batch(0);
        for (int n = 0; n < events.length; n++) {
            for (int e = 0; e < events[n]; e++) {
                batch.event(n * 1000L, n);
            }
        }
        return batch;
    }
}
