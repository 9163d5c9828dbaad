package org.spikelink.jobs.inspect;

import java.util.Optional;
import org.spikelink.core.model.LayerWeights;
import org.spikelink.core.model.SlstmWeights;

/**
 * The thresholds of a layer's neurons.
 *
 * @param min the lowest
 * @param max the highest; equal to {@code min} where all are the same
 */
record ThresholdRange(float min, float max) {

    /** None for a layer that does not spike. */
    static Optional<ThresholdRange> of(LayerWeights weights) {
        if (!(weights instanceof SlstmWeights slstm)) {
            return Optional.empty();
        }
        float min = slstm.threshold()[0];
        float max = min;
        for (float value : slstm.threshold()) {
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
