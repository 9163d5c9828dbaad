package org.spikelink.trainer.data;

/** How a channel's values are normalized. */
public enum NormalizationKind {
    /** No normalization. */
    NONE,
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    /** The smallest value becomes 0 and the largest 1, as latency and rate encoders need. */
    MIN_MAX
}
