package org.spikelink.trainer.data;

/** What normalization makes of a channel's values. */
public enum NormalizationKind {
    /** They stay as they are. */
    NONE,
    /** Mean 0 and standard deviation 1. */
    STANDARD,
    /** 0 for the smallest, 1 for the largest: what latency and rate codes want. */
    MIN_MAX
}
