package org.spikelink.tools.inspect;

import java.util.Optional;
import org.spikelink.core.layer.LayerWeights;

/**
 * The thresholds of a layer's neurons.
 *
 * @param min the lowest
 * @param max the highest; equal to {@code min} if all are the same
 */
record ThresholdRange(float min, float max) {

    /** None for a layer that does not spike. */
    static Optional<ThresholdRange> of(LayerWeights weights) {
        float[] thresholds = weights.spec().thresholds(weights);
        if (thresholds.length == 0) {
            return Optional.empty();
        }
        float min = thresholds[0];
        float max = min;
        for (float value : thresholds) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return Optional.of(new ThresholdRange(min, max));
    }

    @Override
    public String toString() {
        return min == max ? Float.toString(min) : min + " to " + max;
    }
}
