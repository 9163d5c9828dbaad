package org.spikelink.trainer.network;

/**
 * The threshold of a spiking layer.
 *
 * @param learning whether it is learned
 * @param initial what it starts with, or stays at
 * @param floor what a learned one is kept at or above
 */
public record ThresholdSpec(Learning learning, double initial, double floor) {
    public static final double DEFAULT_INITIAL = 0.1;
    public static final double DEFAULT_FLOOR = 1e-3;
    public static final ThresholdSpec FIXED = of(Learning.FIXED);

    /** What of it is learned. */
    public enum Learning {
        FIXED,
        /** One for the layer. */
        SCALAR,
        PER_NEURON
    }

    public ThresholdSpec {
        if (!(Math.abs(initial) <= 1e9)) {
            throw new IllegalArgumentException(
                    "threshold must be finite, at most 1e9 (got " + initial + ")");
        }
        if (learning != Learning.FIXED && !(floor > 0 && floor <= initial)) {
            throw new IllegalArgumentException(
                    "threshold must be at least %s, above 0, where it is learned (got %s)"
                            .formatted(floor, initial));
        }
    }

    /** With the usual start and floor. */
    public static ThresholdSpec of(Learning learning) {
        return new ThresholdSpec(learning, DEFAULT_INITIAL, DEFAULT_FLOOR);
    }
}
