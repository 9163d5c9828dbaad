package org.spikelink.trainer.network;

import java.util.List;

/** Values of which there is one for all spiking layers, or one for each. */
public final class PerLayer {
    private PerLayer() {}

    /**
     * Checks how many there are.
     *
     * @param what they are, for the message
     * @throws IllegalArgumentException if there is neither one nor one for each of {@code layers}
     */
    public static void check(String what, List<?> values, int layers) {
        if (values.size() != 1 && values.size() != layers) {
            throw new IllegalArgumentException(
                    "%s must be one for all, or one for each of %d spiking layers (got %d)"
                            .formatted(what, layers, values.size()));
        }
    }

    /** The value of the spiking layer {@code n}, from 0 on. */
    public static <T> T of(List<T> values, int n) {
        return values.get(values.size() == 1 ? 0 : n);
    }
}
