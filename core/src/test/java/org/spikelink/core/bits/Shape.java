package org.spikelink.core.bits;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The sizes of a case.
 *
 * @param inputs X
 * @param hidden H
 * @param streams rows of state; a step takes some of them or all
 * @param steps how often the group is stepped
 */
record Shape(int inputs, int hidden, int streams, int steps) {
    private static final long MAX_WEIGHTS = 600_000; // W has four times as many
    private static final long MAX_PRODUCTS = 40_000_000; // fused multiply-adds a step, about
    private static final int USUAL_ACTIVE = 60;

    /** Mostly small, now and then up to the limits; no layer and no step larger than a test can bear. */
    static Shape draw(SplittableRandom random, Limits limits) {
        int inputs = size(random, 4, 200, limits.inputs);
        int hidden = size(random, 4, 70, limits.hidden);
        int streams = size(random, 3, 20, limits.streams);
        if ((long) inputs * hidden > MAX_WEIGHTS) {
            inputs = 1 + inputs / 8;
        }
        long products = 4L * hidden * (hidden + Math.min(inputs, USUAL_ACTIVE));
        int bearable = (int) Math.min(streams, 1 + MAX_PRODUCTS / products);
        return new Shape(inputs, hidden, bearable, 3 + random.nextInt(4));
    }

    private static int size(SplittableRandom random, int oneIn, int common, int limit) {
        return 1 + random.nextInt(random.nextInt(oneIn) == 0 ? limit : Math.min(common, limit));
    }

    /** The next smaller ones, boldest first. */
    Stream<Shape> smaller() {
        return Stream.of(
                        new Shape(inputs, hidden, streams / 2, steps),
                        new Shape(inputs / 2, hidden, streams, steps),
                        new Shape(inputs, hidden / 2, streams, steps),
                        new Shape(inputs, hidden, streams, steps - 1),
                        new Shape(inputs, hidden, streams - 1, steps),
                        new Shape(inputs - 1, hidden, streams, steps),
                        new Shape(inputs, hidden - 1, streams, steps))
                .filter(s -> s.inputs > 0 && s.hidden > 0 && s.streams > 0 && s.steps > 0);
    }

    /** How large a shape may be. */
    enum Limits {
        LARGE(3000, 600, 130),
        /** For JVMs that compute slowly. */
        SMALL(24, 40, 9);

        private final int inputs;
        private final int hidden;
        private final int streams;

        Limits(int inputs, int hidden, int streams) {
            this.inputs = inputs;
            this.hidden = hidden;
            this.streams = streams;
        }
    }
}
