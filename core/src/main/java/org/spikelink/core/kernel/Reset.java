package org.spikelink.core.kernel;

/** What happens to mem one step after it was above its threshold (snnTorch: {@code reset_mechanism}). */
public enum Reset {
    /** Nothing; the default. */
    NONE,
    /** mem loses one threshold. */
    SUBTRACT,
    /** mem becomes 0. */
    ZERO
}
