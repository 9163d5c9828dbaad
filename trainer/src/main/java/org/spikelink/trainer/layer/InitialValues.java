package org.spikelink.trainer.layer;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Initial values of parameters, drawn as torch does unless noted. */
public final class InitialValues {
    private InitialValues() {}

    /** Uniform within -/+ {@code bound}. */
    public static void uniform(
            Parameters parameters, Parameters.Slot slot, double bound, RandomGenerator random) {
        for (int j = slot.at(); j < slot.end(); j++) {
            parameters.values()[j] = within(bound, random);
        }
    }

    private static float within(double bound, RandomGenerator random) {
        return (float) (bound * (2 * random.nextDouble() - 1));
    }

    /**
     * Weights of the gates [inputs][gates][neurons]. Each neuron has weights for {@code fanIn} inputs, the same
     * inputs for all gates, uniform within sqrt(3 / fanIn), so that their variances add up to 1. All other weights
     * are 0.
     */
    public static void sparse(
            Parameters parameters,
            Parameters.Slot slot,
            int inputs,
            int neurons,
            int fanIn,
            SplittableRandom random) {
        Arrays.fill(parameters.values(), slot.at(), slot.end(), 0f);
        int row = slot.size() / inputs;
        double bound = Math.sqrt(3.0 / fanIn);
        int[] order = IntStream.range(0, inputs).toArray();
        for (int j = 0; j < neurons; j++) {
            for (int n = 0; n < fanIn; n++) {
                int other = random.nextInt(n, inputs);
                int c = order[other];
                order[other] = order[n];
                order[n] = c;
                for (int at = slot.at() + c * row + j;
                        at < slot.at() + (c + 1) * row;
                        at += neurons) {
                    parameters.values()[at] = within(bound, random);
                }
            }
        }
    }

    /**
     * An orthogonal matrix [n][n]: Gaussian values, made orthonormal row by row (modified Gram-Schmidt, twice, so
     * that rounding does not add up).
     */
    public static double[][] orthogonal(int n, SplittableRandom random) {
        double[][] rows = new double[n][n];
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                rows[r][c] = gauss(random);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int before = 0; before < r; before++) {
                    subtract(rows[r], rows[before], dot(rows[r], rows[before]));
                }
            }
            double length = Math.sqrt(dot(rows[r], rows[r]));
            for (int c = 0; c < n; c++) {
                rows[r][c] /= length;
            }
        }
        return rows;
    }

    /** Box-Muller, the first of its two values. */
    private static double gauss(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] row, double times) {
        for (int j = 0; j < from.length; j++) {
            from[j] -= times * row[j];
        }
    }
}
