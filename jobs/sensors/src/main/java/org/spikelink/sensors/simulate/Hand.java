package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/**
 * The object that moves: an outline with lobes, r(angle) = 1 + depth cos(lobes angle), filled with a texture. Lengths
 * in its own mean radius.
 *
 * @param lobes 2 (long), 3, 4 or 5
 * @param depth of the lobes, 0 to below 1
 * @param log log intensity of its middle tone
 * @param texture on the object, moving with it
 */
record Hand(int lobes, double depth, double log, Texture texture) {
    private static final double LEAST_CONTRAST = 0.5;
    private static final double MOST_CONTRAST = 1.3;

    /** A hand clearly brighter or darker than the background. */
    static Hand draw(SplittableRandom random, double background) {
        double contrast = Randoms.between(random, LEAST_CONTRAST, MOST_CONTRAST);
        return new Hand(
                2 + random.nextInt(4),
                Randoms.between(random, 0.2, 0.4),
                background + (random.nextBoolean() ? contrast : -contrast),
                Texture.draw(random, 1.5, 0.3));
    }

    /** Distance from the middle that contains the whole object. */
    double reach() {
        return 1 + depth;
    }

    /** Distance of a point from the outline along the ray from the middle; negative inside. */
    double outside(double u, double v) {
        double r = Math.sqrt(u * u + v * v);
        return r == 0 ? -1 - depth : r - 1 - depth * cosOfLobes(u / r, v / r);
    }

    /** cos(lobes angle) of a direction: the real part of (cos + i sin)^lobes. */
    private double cosOfLobes(double cos, double sin) {
        double real = cos;
        double imaginary = sin;
        for (int n = 1; n < lobes; n++) {
            double next = real * cos - imaginary * sin;
            imaginary = real * sin + imaginary * cos;
            real = next;
        }
        return real;
    }
}
