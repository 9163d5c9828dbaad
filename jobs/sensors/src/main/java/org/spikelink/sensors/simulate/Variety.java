package org.spikelink.sensors.simulate;

import java.util.SplittableRandom;

/** How much performances of a gesture differ. */
public enum Variety {
    /** A hand near the middle, in front of a soft background. */
    USUAL(0, 4, 0.25, 0),
    /**
     * Twice the range of place, size, speed, direction and extent, a background of fine and strong stripes, and in half of
     * the recordings a second hand that only sways.
     */
    HARD(0.5, 10, 0.5, 0.5);

    private final double beyond;
    private final double stripes;
    private final double contrast;
    private final double secondHands;

    Variety(double beyond, double stripes, double contrast, double secondHands) {
        this.beyond = beyond;
        this.stripes = stripes;
        this.contrast = contrast;
        this.secondHands = secondHands;
    }

    /** A value from a range, or from the wider one of this variety. */
    double between(SplittableRandom random, double from, double to) {
        double more = beyond * (to - from);
        return Randoms.between(random, from - more, to + more);
    }

    /** What the still background looks like. */
    Texture background(SplittableRandom random) {
        return Texture.draw(random, stripes, contrast);
    }

    /** Draws whether a second hand is in the picture; draws nothing where there never is one. */
    boolean hasSecondHand(SplittableRandom random) {
        return secondHands > 0 && random.nextDouble() < secondHands;
    }
}
