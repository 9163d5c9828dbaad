package org.spikelink.trainer.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.data.item.DataException;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * Kernel ridge regression on counts in bins, with its parameters chosen by cross-validation within the training set: what a
 * spiking network should be better than. It sees the same frames as the network.
 *
 * <p>Where steps have labels, its samples are some of the labelled steps of each recording, see {@link LabelledSteps}: a
 * kernel has as many rows as there are samples.
 */
public final class Baseline {
    /** Name of the method in tables. */
    public static final String NAME = "kernel ridge on counts";

    private static final int MOST = 6_000;
    private static final int MOST_STEPS = 2_500;
    private static final int MOST_INNER_STEPS = 600;
    private static final int MOST_INNER_RECORDINGS = 1_000;
    private static final int INNER_FOLDS = 5;
    private static final double[] WIDTHS = {0.1, 0.3, 1, 3};
    private static final double[] RIDGES = {0.1, 0.01, 0.001};

    private final int size;
    private final int classes;
    private final boolean perStep;
    private final int[] labels;
    private final int[] recordings; // that each sample is of
    private final List<Features> features;
    private final List<double[]> distances = new ArrayList<>(); // of each of the features

    /** Predictions and the parameters that were chosen. */
    public record Fit(Tally found, String parameters) {}

    private record Choice(int features, KernelRidge ridge) {}

    /**
     * Computes the distances between all recordings, or between labelled steps of them.
     *
     * @param recordings with one label each, or with a label for each step
     * @param classes number of classes
     * @param counts whether inputs are numbers of events, not values of samples
     * @throws DataException if there are too many recordings
     */
    public Baseline(List<LabelledSequence> recordings, int classes, boolean counts) {
        if (recordings.size() > MOST) {
            throw new DataException(
                    String.format(
                            Locale.ROOT,
                            "the baseline takes at most %,d recordings (got %,d)",
                            MOST,
                            recordings.size()));
        }
        this.classes = classes;
        perStep = recordings.stream().anyMatch(LabelledSequence::isPerStep);
        LabelledSteps samples =
                perStep
                        ? LabelledSteps.draw(recordings, MOST_STEPS, Features.LONGEST)
                        : new LabelledSteps(
                                recordings, IntStream.range(0, recordings.size()).toArray());
        this.size = samples.sequences().size();
        this.labels = samples.sequences().stream().mapToInt(s -> s.labels()[0]).toArray();
        this.recordings = samples.recordings();
        this.features =
                perStep ? Features.choicesForSteps(counts) : Features.choices(recordings, counts);
        features.forEach(f -> distances.add(f.squaredDistances(samples.sequences())));
    }

    /**
     * Learns from some recordings and predicts others.
     *
     * @param split training: to learn from; validation: to predict
     * @param groups of all recordings, which inner folds never divide; null for none
     */
    public Fit run(Split split, int[] groups, long seed) {
        int[] training = samples(split.training());
        int[] others = samples(split.validation());
        Choice best = best(training, groupsOfSamples(groups), seed);
        int[] predicted = predict(best, training, others);
        return new Fit(
                tally(predicted, others),
                "%s, width %s, ridge %s%s"
                        .formatted(
                                features.get(best.features()).text(),
                                best.ridge().width(),
                                best.ridge().ridge(),
                                perStep
                                        ? String.format(
                                                Locale.ROOT,
                                                ", learned from %,d and measured on %,d labelled steps",
                                                training.length,
                                                others.length)
                                        : ""));
    }

    /** The samples of some recordings, ascending. */
    private int[] samples(int[] of) {
        return IntStream.range(0, size)
                .filter(n -> Arrays.binarySearch(of, recordings[n]) >= 0)
                .toArray();
    }

    /** The steps of a recording stay together, as do recordings of a group; null for none. */
    private int[] groupsOfSamples(int[] groups) {
        return groups == null
                ? perStep ? recordings : null
                : IntStream.of(recordings).map(n -> groups[n]).toArray();
    }

    private Tally tally(int[] predicted, int[] of) {
        Tally tally = Tally.NONE;
        for (int first = 0, end; first < of.length; first = end) {
            end = first;
            int correct = 0;
            while (end < of.length && recordings[of[end]] == recordings[of[first]]) {
                correct += predicted[end] == labels[of[end]] ? 1 : 0;
                end++;
            }
            tally = tally.plus(Tally.ofRecording(correct, end - first));
        }
        return tally;
    }

    /** Parameters are chosen with some of many samples: their number matters little for the choice, but for its time. */
    private int[] forTheChoice(int[] training) {
        int most = perStep ? MOST_INNER_STEPS : MOST_INNER_RECORDINGS;
        return training.length <= most
                ? training
                : IntStream.range(0, most)
                        .map(n -> training[(int) ((long) n * training.length / most)])
                        .toArray();
    }

    private Choice best(int[] training, int[] groups, long seed) {
        List<Split> inner = innerFolds(forTheChoice(training), groups, seed);
        Choice best = null;
        int most = -1;
        for (int f = 0; f < features.size(); f++) {
            for (double width : WIDTHS) {
                for (double ridge : RIDGES) {
                    Choice choice = new Choice(f, new KernelRidge(width, ridge));
                    int correct = 0;
                    for (Split fold : inner) {
                        correct +=
                                correct(
                                        predict(choice, fold.training(), fold.validation()),
                                        fold.validation());
                    }
                    if (correct > most) {
                        most = correct;
                        best = choice;
                    }
                }
            }
        }
        return best;
    }

    /** Folds of the training recordings, by the numbers of all recordings. */
    private List<Split> innerFolds(int[] training, int[] groups, long seed) {
        int[] classOf = IntStream.of(training).map(n -> labels[n]).toArray();
        List<Split> folds;
        if (groups == null) {
            folds = Split.folds(classOf, Math.min(INNER_FOLDS, training.length), seed);
        } else {
            int[] own = IntStream.of(training).map(n -> groups[n]).toArray();
            int[] distinct = IntStream.of(own).distinct().sorted().toArray();
            int[] numbers =
                    IntStream.of(own).map(group -> Arrays.binarySearch(distinct, group)).toArray();
            folds =
                    distinct.length < 2
                            ? Split.folds(classOf, Math.min(INNER_FOLDS, training.length), seed)
                            : Split.folds(
                                    classOf, numbers, Math.min(INNER_FOLDS, distinct.length), seed);
        }
        return folds.stream()
                .map(
                        fold ->
                                new Split(
                                        at(training, fold.training()),
                                        at(training, fold.validation())))
                .toList();
    }

    private int[] predict(Choice choice, int[] training, int[] others) {
        return choice.ridge()
                .predict(distances.get(choice.features()), size, training, labels, classes, others);
    }

    private int correct(int[] predicted, int[] of) {
        int correct = 0;
        for (int n = 0; n < of.length; n++) {
            correct += predicted[n] == labels[of[n]] ? 1 : 0;
        }
        return correct;
    }

    private static int[] at(int[] indices, int[] positions) {
        return IntStream.of(positions).map(n -> indices[n]).toArray();
    }
}
