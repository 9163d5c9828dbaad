package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How right trainings are on what they did not learn from, over folds and seeds.
 *
 * @param results one a training
 */
public record CrossValidation(List<Result> results) {
    public CrossValidation {
        results = List.copyOf(results);
    }

    /**
     * One training.
     *
     * @param seed of the training and its split
     * @param fold kept aside, from 1 on
     * @param right of {@code total}
     * @param total sequences or labelled steps kept aside
     */
    public record Result(long seed, int fold, int right, int total) {
        public double accuracy() {
            return (double) right / total;
        }
    }

    /** The seeds, in the order of the results. */
    public long[] seeds() {
        return results.stream().flatMapToLong(r -> LongStream.of(r.seed())).distinct().toArray();
    }

    /** Share right of all that one seed's folds kept aside, 0..1. */
    public double accuracy(long seed) {
        long right = 0;
        long total = 0;
        for (Result result : results) {
            right += result.seed() == seed ? result.right() : 0;
            total += result.seed() == seed ? result.total() : 0;
        }
        return (double) right / total;
    }

    /** Mean over seeds. */
    public double mean() {
        return mean(perSample());
    }

    /** Standard error of {@link #mean}: over seeds, or over folds where there is one seed; NaN of one training. */
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
