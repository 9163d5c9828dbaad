package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.spikelink.evaluation.Tally;

/**
 * Accuracy on held-out recordings over folds and seeds.
 *
 * @param results one for each training
 */
public record CrossValidation(List<Result> results) {
    public CrossValidation {
        results = List.copyOf(results);
    }

    /**
     * One training.
     *
     * @param seed of the training and its split
     * @param fold that was held out, counted from 1
     * @param found of the held-out recordings or labelled steps
     */
    public record Result(long seed, int fold, Tally found) {
        public double accuracy() {
            return found.accuracy();
        }
    }

    /** The seeds, in the order of the results. */
    public long[] seeds() {
        return results.stream().flatMapToLong(r -> LongStream.of(r.seed())).distinct().toArray();
    }

    /** Accuracy of one seed over all its folds, 0..1. */
    public double accuracy(long seed) {
        return results.stream()
                .filter(result -> result.seed() == seed)
                .map(Result::found)
                .reduce(Tally.NONE, Tally::plus)
                .accuracy();
    }

    /** Mean over seeds. */
    public double mean() {
        return mean(perSample());
    }

    /** Standard error of {@link #mean} over seeds, or over folds if there is only one seed; NaN for one training. */
    public double standardError() {
        List<Double> samples = perSample();
        if (samples.size() < 2) {
            return Double.NaN;
        }
        double mean = mean(samples);
        double squares = 0;
        for (double sample : samples) {
            squares += (sample - mean) * (sample - mean);
        }
        return Math.sqrt(squares / (samples.size() - 1) / samples.size());
    }

    /**
     * The binomial standard error of the accuracy: more seeds do not make it smaller, because each measures the same
     * recordings.
     */
    public double samplingError() {
        return results.stream()
                .map(Result::found)
                .reduce(Tally.NONE, Tally::plus)
                .samplingError(seeds().length);
    }

    private List<Double> perSample() {
        List<Double> samples = new ArrayList<>();
        if (seeds().length > 1) {
            LongStream.of(seeds()).forEach(seed -> samples.add(accuracy(seed)));
        } else {
            results.forEach(result -> samples.add(result.accuracy()));
        }
        return samples;
    }

    private static double mean(List<Double> samples) {
        return samples.stream().mapToDouble(s -> s).average().orElseThrow();
    }
}
