package org.spikelink.trainer.layer;

/**
 * The threshold of a spiking layer.
 *
 * @param learning whether it is learned
 * @param initial the initial value, or the value if it is fixed
 * @param floor lower bound of a learned threshold
 */
public record ThresholdSpec(Learning learning, double initial, double floor) {
    public static final double DEFAULT_INITIAL = 0.1;
    public static final double DEFAULT_FLOOR = 1e-3;
    public static final ThresholdSpec FIXED = of(Learning.FIXED);

    /** Which thresholds are learned, and how many a layer has. */
    public enum Learning {
        /** One threshold for the layer, not learned. */
        FIXED,
        /** One threshold for each neuron or channel, not learned. */
        FIXED_PER_NEURON,
        /** One threshold for the layer. */
        SCALAR,
        PER_NEURON;

        public boolean isLearned() {
            return this == SCALAR || this == PER_NEURON;
        }

        public boolean isPerNeuron() {
            return this == FIXED_PER_NEURON || this == PER_NEURON;
        }
    }

    public ThresholdSpec {
        if (!(Math.abs(initial) <= 1e9)) {
            throw new IllegalArgumentException(
                    "threshold must be finite, at most 1e9 (got " + initial + ")");
        }
        if (learning.isLearned() && !(floor > 0 && floor <= initial)) {
            throw new IllegalArgumentException(
                    "threshold must be at least %s, above 0, where it is trained (got %s)"
                            .formatted(floor, initial));
        }
    }

    /** With the default initial value and floor. */
    public static ThresholdSpec of(Learning learning) {
        return new ThresholdSpec(learning, DEFAULT_INITIAL, DEFAULT_FLOOR);
    }
}
