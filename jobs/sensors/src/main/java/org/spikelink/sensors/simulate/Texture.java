package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * Soft stripes, in log intensity: contrast x a wave of period {@code 1 / frequency} along one direction.
 *
 * @param alongX stripes per unit of length, across them
 * @param alongY the same, downwards
 * @param phase of the wave, in periods
 * @param contrast the wave's amplitude in log intensity
 */
record Texture(double alongX, double alongY, double phase, double contrast) {

    static Texture draw(SplittableRandom random, double maxFrequency, double maxContrast) {
        double direction = Randoms.between(random, 0, 2 * StrictMath.PI);
        double frequency = Randoms.between(random, 0, maxFrequency);
        return new Texture(
                frequency * StrictMath.cos(direction),
                frequency * StrictMath.sin(direction),
                random.nextDouble(),
                Randoms.between(random, 0, maxContrast));
    }

    /** Value at a point, from -contrast to contrast. Parabolas approximate the sine because they are cheaper. */
    double at(double x, double y) {
        double periods = x * alongX + y * alongY + phase;
        double p = 2 * (periods - Math.floor(periods)) - 1; // -1 to 1
        return contrast * 4 * p * (1 - Math.abs(p));
    }
}
