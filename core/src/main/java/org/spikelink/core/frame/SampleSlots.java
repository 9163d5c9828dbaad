package org.spikelink.core.frame;

import org.spikelink.core.model.InputSpec;

/** The samples that a bin has room for, one a period: which of them the open bin has. */
final class SampleSlots {
    private final long periodUs;
    private final int samples;

    SampleSlots(InputSpec.Samples spec) {
        periodUs = spec.periodUs();
        samples = spec.pooling().samples();
    }

    /** Whether the open bin, in which the time lies, has its sample for it already. */
    boolean isLate(BinState state, long timeUs) {
        return state.events > 0 && timeUs < state.lastUs;
    }

    /** Notes that the open bin has its samples up to this time; returns whether that was the last of them. */
    boolean fill(BinState state, long timeUs) {
        long slot = (timeUs - state.startUs) / periodUs;
        state.lastUs = state.startUs + (slot + 1) * periodUs;
        return slot == samples - 1;
    }
}
