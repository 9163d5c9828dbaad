package org.spikelink.trainer.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.EncoderSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Normalization;
import org.spikelink.core.model.Pooling;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.baseline.Features.Division;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Example;
import org.spikelink.trainer.data.SharedData;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.fixture.Toy;

class BaselineTest {
    @Test
    void distancesAreThoseOfTheRootsOfCountsInBins() {
        List<LabelledSequence> recordings =
                List.of(
                        sequence(0, new int[][] {{0, 0}, {0}, {1}, {}}),
                        sequence(0, new int[][] {{}, {2}, {1}, {1, 1, 1}}),
                        sequence(0, new int[][] {{0}, {1}}));

        double[] d = new Features(2, Division.TOGETHER, true).squaredDistances(recordings);

        // bins of two steps: sqrt of (3, 0, 0 | 0, 1, 0), (0, 0, 1 | 0, 4, 0), (1, 1, 0 | 0, 0, 0)
        assertThat(d[0 * 3 + 1]).isCloseTo(3 + 1 + 1, within(1e-9));
        assertThat(d[1 * 3 + 0]).isEqualTo(d[0 * 3 + 1]);
        assertThat(d[0 * 3 + 2]).isCloseTo(Math.pow(Math.sqrt(3) - 1, 2) + 1 + 1, within(1e-9));
        assertThat(d[2 * 3 + 2]).isZero();
    }

    @Test
    void recordingsDividedByThemselvesDoNotDependOnTheirLength() {
        List<LabelledSequence> recordings =
                List.of(
                        sequence(0, new int[][] {{0}, {1}}),
                        sequence(0, new int[][] {{0}, {0}, {0}, {1}, {1}, {1}}));

        assertThat(new Features(2, Division.EACH, true).squaredDistances(recordings)[1])
                .isCloseTo(0, within(1e-9));
        assertThat(new Features(2, Division.TOGETHER, true).squaredDistances(recordings)[1])
                .isGreaterThan(0.5);
    }

    @Test
    void itSeparatesClassesThatNoLineSeparates() {
        List<LabelledSequence> recordings = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 0; n < 120; n++) {
            boolean a = random.nextBoolean();
            boolean b = random.nextBoolean();
            int[] active = {a ? 0 : 1, b ? 2 : 3, 4 + random.nextInt(3)};
            recordings.add(sequence(a == b ? 1 : 0, new int[][] {active, active}));
        }

        Baseline.Fit fit =
                new Baseline(recordings, 2, true)
                        .run(Split.of(labels(recordings), 0.3, 1), null, 1);

        assertThat(fit.found().accuracy()).isGreaterThan(0.95);
        assertThat(fit.parameters()).contains("1 bin, square roots, width");
    }

    @Test
    void theSameSeedGivesTheSameResult() {
        List<LabelledSequence> toys = Toy.sequences(60, 20, 3, 8, 14, 4);
        Split split = Split.of(labels(toys), 0.3, 2);

        assertThat(new Baseline(toys, 3, true).run(split, null, 5))
                .isEqualTo(new Baseline(toys, 3, true).run(split, null, 5));
    }

    @Test
    void octavesCountBackFromTheLastStep() {
        List<LabelledSequence> recordings =
                List.of(
                        sequence(0, new int[][] {{9}, {9}, {9}, {9}, {9}, {2}, {2}, {1}, {0}}),
                        sequence(0, new int[][] {{0}}));

        double[] d = new Features(3, Division.OCTAVES, false).squaredDistances(recordings);

        // (input 0 in the last step, 1 in the one before, 2 twice in the two before); 9 is too
        // early
        assertThat(d[1]).isCloseTo(1 + 2 * 2, within(1e-9));
    }

    /** The class of a step is the input that was active three steps before. */
    @Test
    void labelledStepsAreRecognizedByWhatWasBeforeThem() {
        List<LabelledSequence> recordings = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(8);
        for (int n = 0; n < 40; n++) {
            int[][] steps = new int[50][];
            int[] labels = new int[50];
            for (int t = 0; t < steps.length; t++) {
                int active = random.nextInt(4);
                steps[t] = active == 3 ? new int[] {} : new int[] {active};
                labels[t] =
                        t < 3 || steps[t - 3].length == 0
                                ? LabelledSequence.UNLABELLED
                                : steps[t - 3][0];
            }
            recordings.add(sequence(0, steps).withLabels(labels));
        }
        int[] numbers = IntStream.range(0, 40).toArray();
        Split split = new Split(Arrays.copyOf(numbers, 30), Arrays.copyOfRange(numbers, 30, 40));

        Baseline.Fit fit = new Baseline(recordings, 3, true).run(split, null, 1);

        assertThat(fit.found().total()).isGreaterThan(250);
        // Two steps share an octave: which of them was first cannot be known, chance is 33 %.
        assertThat(fit.found().accuracy()).isBetween(0.6, 0.9);
        assertThat(fit.parameters()).contains("octaves of time before each step", "measured on");
    }

    @Test
    void theStepsOfARecordingCountAsOneSampleOfTheError() {
        List<LabelledSequence> recordings = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            int[][] steps = new int[30][];
            int[] labels = new int[30];
            Arrays.fill(steps, new int[] {n % 2});
            Arrays.fill(labels, n < 15 ? n % 2 : 1 - n % 2); // the last five are all wrong
            recordings.add(sequence(0, steps).withLabels(labels));
        }
        int[] numbers = IntStream.range(0, 20).toArray();
        Split split = new Split(Arrays.copyOf(numbers, 10), Arrays.copyOfRange(numbers, 10, 20));

        Tally found = new Baseline(recordings, 2, true).run(split, null, 1).found();

        assertThat(found.accuracy()).isEqualTo(0.5);
        assertThat(found.total()).isEqualTo(300);
        assertThat(found.samplingError()).isCloseTo(Math.sqrt(0.25 / 10), within(0.01));
    }

    /** An independent implementation with fixed parameters has 80.5 % over all folds. */
    @Test
    void tactileContainersAreRecognizedAsWellAsAnotherImplementationDoes() {
        DataSet set = DataSet.load(SharedData.path("tactile/ev-containers-train.zip"));
        InputSpec input =
                new InputSpec.Samples(
                        set.channels(),
                        20_000,
                        new Pooling(5, Pooling.By.SUM),
                        Normalization.NONE,
                        new EncoderSpec.Direct());
        List<LabelledSequence> recordings =
                set
                        .examples(
                                set.all(),
                                input,
                                new DecisionSpec(1_000, 1_000, true),
                                AugmentOptions.NONE)
                        .stream()
                        .map(Example::sequence)
                        .toList();
        Baseline baseline = new Baseline(recordings, set.labels().size(), true);

        Split fold = Split.folds(set.classes(), 5, 1).get(0); // one of five, to be quick
        Baseline.Fit fit = baseline.run(fold, null, 1);

        assertThat(100 * fit.found().accuracy()).isBetween(75.0, 95.0);
    }

    private static int[] labels(List<LabelledSequence> recordings) {
        return recordings.stream().mapToInt(s -> s.labels()[0]).toArray();
    }

    /** The active inputs of each step; one named twice has the value 2. */
    private static LabelledSequence sequence(int label, int[][] steps) {
        int[] ends = new int[steps.length];
        List<Integer> indices = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int t = 0; t < steps.length; t++) {
            int first = indices.size();
            for (int input : steps[t]) {
                int at = indices.subList(first, indices.size()).indexOf(input);
                if (at < 0) {
                    indices.add(input);
                    values.add(1f);
                } else {
                    values.set(first + at, values.get(first + at) + 1);
                }
            }
            ends[t] = indices.size();
        }
        float[] floats = new float[values.size()];
        for (int n = 0; n < floats.length; n++) {
            floats[n] = values.get(n);
        }
        return new LabelledSequence(
                "s", ends, indices.stream().mapToInt(i -> i).toArray(), floats, new int[] {label});
    }
}
