package org.spikelink.trainer.network;

import java.util.List;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * How a network's layers learn.
 *
 * @param thresholds one for all spiking layers, or one for each
 * @param learnInitialState whether syn_0 and mem_0 are learned
 * @param initialization of weights
 * @param surrogate of all layers; null for each layer's own
 */
public record NetworkOptions(
        List<ThresholdSpec> thresholds,
        boolean learnInitialState,
        Initialization initialization,
        Surrogate surrogate) {
    public NetworkOptions {
        thresholds = List.copyOf(thresholds);
    }

    /** Of the n-th of {@code count} spiking layers. */
    ThresholdSpec threshold(int n, int count) {
        if (thresholds.size() != 1 && thresholds.size() != count) {
            throw new IllegalArgumentException(
                    "thresholds must name one, or one for each of %d spiking layers (got %d)"
                            .formatted(count, thresholds.size()));
        }
        return PerLayer.of(thresholds, n);
    }
}
