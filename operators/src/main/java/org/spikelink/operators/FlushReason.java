package org.spikelink.operators;

/** Why a bundle was stepped. */
public enum FlushReason {
    BATCHES,
    BYTES,
    BINS,
    LINGER,
    WATERMARK,
    CHECKPOINT,
    FINISH
}
