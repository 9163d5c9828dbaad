package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Bins of a fixed number of events. Events are counted in the order of arrival: none is late, and silence is not
 * stepped.
 */
final class CountBins extends CountedBins {
    private final int eventsPerBin;

    CountBins(InputSpec.Events spec, Slicing.Count slicing) {
        super(spec);
        eventsPerBin = slicing.events();
    }

    @Override
    public String rejection(BinState from, SensorBatch candidate, int maxBins) {
        String rejection = grid.rejection(candidate);
        if (rejection != null) {
            return rejection;
        }
        long bins = ((long) from.events + EventGrid.events(candidate).count()) / eventsPerBin;
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    @Override
    public long estimate(SensorBatch candidate) {
        return candidate.payload() instanceof PackedEvents packed
                ? 1 + packed.count() / eventsPerBin
                : 1;
    }

    @Override
    public Cut next(BinCursor cursor, FrameGroup frame) {
        PackedEvents events = EventGrid.events(cursor.batch);
        inputs.load(cursor.state);
        if (cursor.at < events.count()) {
            admitRun(cursor, events);
        }
        if (cursor.state.events == eventsPerBin) {
            return bin(cursor, frame);
        }
        inputs.save(cursor.state);
        return Cut.DONE;
    }

    /** Counts as many of the next events as fit into the open bin; there must be at least one event. */
    private void admitRun(BinCursor cursor, PackedEvents events) {
        BinState state = cursor.state;
        int count = Math.min(eventsPerBin - state.events, events.count() - cursor.at);
        if (state.events == 0) {
            state.startUs = timeUs(cursor.batch, events.get(cursor.at));
        }
        int end = cursor.at + count;
        for (int n = cursor.at; n < end; n++) {
            inputs.add(grid.index(events.get(n)));
        }
        state.phase = BinState.Phase.OPEN;
        state.lastUs = timeUs(cursor.batch, events.get(end - 1));
        state.events += count;
        cursor.at = end;
    }

    private static long timeUs(SensorBatch batch, long event) {
        return batch.startUs() + PackedEvents.offsetUs(event);
    }

    @Override
    int mostEvents() {
        return eventsPerBin - 1;
    }

    @Override
    Cut bin(BinCursor cursor, FrameGroup frame) {
        BinState state = cursor.state;
        cursor.binStartUs = state.startUs;
        cursor.binUs = Math.max(0, state.lastUs - state.startUs) + 1;
        inputs.drainTo(frame, grid.value());
        state.events = 0;
        return Cut.BIN;
    }
}
