package org.spikelink.core.stepper;

import org.spikelink.core.model.ModelDocument;

/** Counts the windows in which a shadow and the active model gave an answer; written by one thread. */
public final class ShadowCounters {
    private final ModelDocument model;
    private long windows;
    private long agreed;

    ShadowCounters(ModelDocument model) {
        this.model = model;
    }

    void compared(boolean same) {
        windows++;
        agreed += same ? 1 : 0;
    }

    /** The shadow. */
    public ModelDocument model() {
        return model;
    }

    /** Windows that both have decided. */
    public long windows() {
        return windows;
    }

    /** Windows of these to which both gave the same answer. */
    public long agreed() {
        return agreed;
    }
}
