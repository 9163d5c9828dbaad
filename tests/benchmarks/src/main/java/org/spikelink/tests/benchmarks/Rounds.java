package org.spikelink.tests.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of several sides, measured in turns: side 0, side 1, ..., side 0, side 1, ... so that other load on the
 * machine affects all of them alike.
 */
public final class Rounds {
    private static final double NOISY = 0.3;

    private final double[][] figures; // [sides][rounds]

    private Rounds(double[][] figures) {
        this.figures = figures;
    }

    /** One side of a comparison. */
    @FunctionalInterface
    public interface Side {
        /** Measures once. */
        double measure() throws Exception;
    }

    /**
     * A median over rounds.
     *
     * @param spread (largest - smallest) / median
     */
    public record Median(double value, double spread) {
        /** Of an odd number of figures. */
        public static Median of(double[] figures) {
            double[] sorted = figures.clone();
            Arrays.sort(sorted);
            double middle = sorted[sorted.length / 2];
            return new Median(middle, (sorted[sorted.length - 1] - sorted[0]) / middle);
        }

        public boolean noisy() {
            return spread > NOISY;
        }
    }

    /** Measures each side once a round. */
    public static Rounds of(int rounds, List<? extends Side> sides) throws Exception {
        double[][] figures = new double[sides.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int side = 0; side < figures.length; side++) {
                figures[side][round] = sides.get(side).measure();
            }
        }
        return new Rounds(figures);
    }

    public Median median(int side) {
        return Median.of(figures[side]);
    }

    /** Median of side {@code a} over side {@code b}, round by round. */
    public Median ratio(int a, int b) {
        return median(f -> f[a] / f[b]);
    }

    /** Median of what the figures of a round make, side by side. */
    public Median median(ToDoubleFunction<double[]> figure) {
        double[] combined = new double[figures[0].length];
        for (int round = 0; round < combined.length; round++) {
            int at = round;
            combined[round] =
                    figure.applyAsDouble(Arrays.stream(figures).mapToDouble(f -> f[at]).toArray());
        }
        return Median.of(combined);
    }
}
