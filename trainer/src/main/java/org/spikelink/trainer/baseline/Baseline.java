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
 */
public final class Baseline {
    /** Name of the method in tables. */
    public static final String NAME = "kernel ridge on counts";

    private static final int MOST = 6_000;
    private static final int INNER_FOLDS = 5;
    private static final double[] WIDTHS = {0.1, 0.3, 1, 3};
    private static final double[] RIDGES = {0.1, 0.01, 0.001};

    private final int size;
    private final int classes;
    private final int[] labels;
    private final List<Features> features;
    private final List<double[]> distances = new ArrayList<>(); // of each of the features

    /** Predictions and the parameters that were chosen. */
    public record Fit(Tally found, String parameters) {}

    private record Choice(int features, KernelRidge ridge) {}

    /**
     * Computes the distances between all recordings.
     *
     * @param recordings with one label each
     * @param classes number of classes
     * @param counts whether inputs are numbers of events, not values of samples
     * @throws DataException if steps have labels, or there are too many recordings
     */
    public Baseline(List<LabelledSequence> recordings, int classes, boolean counts) {
        if (recordings.stream().anyMatch(LabelledSequence::isPerStep)) {
            throw new DataException(
                    "the baseline needs one label for each recording (got one for each step)");
        }
        if (recordings.size() > MOST) {
            throw new DataException(
                    String.format(
                            Locale.ROOT,
                            "the baseline takes at most %,d recordings (got %,d)",
                            MOST,
                            recordings.size()));
        }
        this.size = recordings.size();
        this.classes = classes;
        this.labels = recordings.stream().mapToInt(s -> s.labels()[0]).toArray();
        this.features = Features.choices(recordings, counts);
        features.forEach(f -> distances.add(f.squaredDistances(recordings)));
    }

    /**
     * Learns from some recordings and predicts others.
     *
     * @param split training: to learn from; validation: to predict
     * @param groups of all recordings, which inner folds never divide; null for none
     */
    public Fit run(Split split, int[] groups, long seed) {
        Choice best = best(split.training(), groups, seed);
        int[] predicted = predict(best, split.training(), split.validation());
        Features chosen = features.get(best.features());
        return new Fit(
                Tally.ofRecordings(
                        correct(predicted, split.validation()), split.validation().length),
                "%d bin%s%s%s, width %s, ridge %s"
                        .formatted(
                                chosen.bins(),
                                chosen.bins() == 1 ? "" : "s",
                                chosen.eachByItself() ? " of each recording" : "",
                                chosen.root() ? ", square roots" : "",
                                best.ridge().width(),
                                best.ridge().ridge()));
    }

    private Choice best(int[] training, int[] groups, long seed) {
        List<Split> inner = innerFolds(training, groups, seed);
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
