package org.spikelink.jobs.simulate;

import java.util.SplittableRandom;

/** Random numbers that depend on a seed and a place only, so that nothing depends on what was drawn elsewhere. */
final class Randoms {
    private Randoms() {}

    /** Numbers of their own for each seed and each place. */
    static SplittableRandom at(long seed, long... place) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long index : place) {
            random = new SplittableRandom(random.nextLong() + index);
        }
        return random;
    }

    /** Time to the next of events that come at {@code hz} on average and do not know of each other, µs. */
    static double waitUs(SplittableRandom random, double hz) {
        return hz == 0
                ? Double.POSITIVE_INFINITY
                : -StrictMath.log(1 - random.nextDouble()) * 1e6 / hz;
    }

    /** Standard normal, by the polar method. */
    static double normal(SplittableRandom random) {
        while (true) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Uniform in {@code [from, to)}. */
    static double between(SplittableRandom random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }
}
