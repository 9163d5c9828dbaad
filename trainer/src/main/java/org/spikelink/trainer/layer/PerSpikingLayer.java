package org.spikelink.trainer.layer;

import java.util.List;

/** Options with one value for all spiking layers, or one per layer. */
public final class PerSpikingLayer {
    private PerSpikingLayer() {}

    /**
     * Checks the number of values.
     *
     * @param what name of the option, for the message
     * @throws IllegalArgumentException if there is neither one value nor {@code layers} values
     */
    public static void check(String what, List<?> values, int layers) {
        if (values.size() != 1 && values.size() != layers) {
            throw new IllegalArgumentException(
                    "%s must be one for all, or one for each of %d spiking layers (got %d)"
                            .formatted(what, layers, values.size()));
        }
    }

    /** The value of spiking layer {@code n}, counted from 0. */
    public static <T> T of(List<T> values, int n) {
        return values.get(values.size() == 1 ? 0 : n);
    }
}
