package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * When a gesture begins, how long it takes, and how it gains and loses speed.
 *
 * @param restUs rest before the movement, µs
 * @param moveUs duration of the movement, µs
 * @param totalUs total duration, with the rest after the movement, µs
 * @param ease 0 for a constant speed, towards 1 for a slow start and end
 */
record Timing(double restUs, double moveUs, long totalUs, double ease) {

    static Timing draw(SplittableRandom random, Variety variety) {
        double restUs = Randoms.between(random, 20_000, 120_000);
        double moveUs = variety.between(random, 400_000, 800_000);
        double afterUs = Randoms.between(random, 20_000, 80_000);
        return new Timing(
                restUs,
                moveUs,
                (long) (restUs + moveUs + afterUs),
                Randoms.between(random, 0, 0.8));
    }

    /** Fraction of the movement that is done at a time, 0 to 1. */
    double progress(double tUs) {
        double p = Math.min(Math.max((tUs - restUs) / moveUs, 0), 1);
        return p - ease * StrictMath.sin(2 * StrictMath.PI * p) / (2 * StrictMath.PI);
    }
}
