package org.spikelink.core.model;

import java.util.Locale;

/** The reset of a neuron one step after its mem exceeded the threshold (snnTorch: {@code reset_mechanism}). */
public enum Reset {
    /** Nothing; the default. */
    NONE(2),
    /** mem loses one threshold. */
    SUBTRACT(0),
    /** mem becomes 0. */
    ZERO(1);

    private final int torchNumber;

    Reset(int torchNumber) {
        this.torchNumber = torchNumber;
    }

    /** The number that snnTorch keeps in a state dict as {@code reset_mechanism_val}. */
    public int torchNumber() {
        return torchNumber;
    }

    /** The name in a model file. */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
