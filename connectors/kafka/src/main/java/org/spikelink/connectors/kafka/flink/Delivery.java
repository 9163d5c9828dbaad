package org.spikelink.connectors.kafka.flink;

import java.util.Locale;

/** The effect of a crash on the outputs. */
public enum Delivery {
    /** Outputs since the last checkpoint may be written again; lowest latency. */
    AT_LEAST_ONCE,
    /** Outputs become visible to read_committed consumers with the checkpoint that covers them, each once. */
    EXACTLY_ONCE;

    /** As users write it: {@code exactly-once}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
