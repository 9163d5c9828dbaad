package org.spikelink.trainer.experiment;

/** Whether a baseline without neurons is measured. */
public enum BaselineChoice {
    NONE,
    /** Beside the networks. */
    BESIDE,
    /** Instead of the networks: none is trained. */
    ONLY
}
