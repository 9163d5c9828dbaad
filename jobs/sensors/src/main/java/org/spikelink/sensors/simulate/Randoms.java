package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/** Random numbers that depend only on a seed and a position, never on what was drawn elsewhere. */
final class Randoms {
    private Randoms() {}

    /** A separate sequence for each seed and position. */
    static SplittableRandom at(long seed, long... place) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long index : place) {
            random = new SplittableRandom(random.nextLong() + index);
        }
        return random;
    }

    /** Time to the next event of a Poisson process with rate {@code hz}, µs. */
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
