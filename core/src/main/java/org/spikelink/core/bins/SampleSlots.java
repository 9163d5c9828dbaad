package org.spikelink.core.bins;

import org.spikelink.core.model.InputSpec;

/** The slots of a bin, one sample per period, and which of them are filled in the open bin. */
final class SampleSlots {
    private final long periodUs;
    private final int samples;

    SampleSlots(InputSpec.Samples spec) {
        periodUs = spec.periodUs();
        samples = spec.pooling().samples();
    }

    /** Whether the open bin, which contains the time, already has the sample of this slot. */
    boolean isLate(BinState state, long timeUs) {
        return state.events > 0 && timeUs < state.lastUs;
    }

    /** Marks the slots of the open bin up to this time as filled; returns whether the bin is full. */
    boolean fill(BinState state, long timeUs) {
        long slot = (timeUs - state.startUs) / periodUs;
        state.lastUs = state.startUs + (slot + 1) * periodUs;
        return slot == samples - 1;
    }
}
