package org.spikelink.connectors.kafka;

/** What a crash may do to the outputs. */
public enum Delivery {
    /** Outputs since the last checkpoint may be written again; lowest latency. */
    AT_LEAST_ONCE,
    /** Outputs become visible to read_committed consumers with the checkpoint that covers them, each once. */
    EXACTLY_ONCE
}
