package org.spikelink.operators;

/** Why a bundle was stepped. */
public enum FlushReason {
    BATCHES,
    BYTES,
    BINS,
    LINGER,
    /** Not new batches: streams that had more than one turn of work go on. */
    BACKLOG,
    WATERMARK,
    CHECKPOINT,
    FINISH
}
