package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.record.PackedEvents;

/** Counts the events on each input. */
final class CountedInputs implements BinInputs {
    private final EventGrid grid;
    private final ActiveInputs inputs;

    CountedInputs(EventGrid grid, ActiveInputs inputs) {
        this.grid = grid;
        this.inputs = inputs;
    }

    @Override
    public void load(BinState state) {
        inputs.load(state);
    }

    @Override
    public int take(PackedEvents events, int from, long openFromUs, long openUs) {
        int count = events.count();
        int n = from;
        for (; n < count; n++) {
            long event = events.get(n);
            if (!BinClock.holds(openFromUs, openUs, PackedEvents.offsetUs(event))) {
                break;
            }
            inputs.add(grid.index(event));
        }
        return n;
    }

    @Override
    public void drainTo(FrameGroup frame, BinState state) {
        inputs.drainTo(frame, grid.value());
    }

    @Override
    public void save(BinState state) {
        inputs.save(state);
    }

    @Override
    public void
            clear() {} // the network starts again between two bins only, where there are no inputs

    @Override
    public int most() {
        return Integer.MAX_VALUE;
    }
}
