package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Bins that are full at so many events. Events count in the order they arrive: none is late, no silence is stepped. */
final class CountBins extends CountedBins {
    private final int eventsPerBin;

    CountBins(InputSpec.Events spec, Slicing.Count slicing) {
        super(spec);
        eventsPerBin = slicing.events();
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        String refusal = grid.refusal(candidate);
        if (refusal != null) {
            return refusal;
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
        while (cursor.at < events.count()) {
            long event = events.get(cursor.at++);
            admit(cursor.state, event, cursor.batch.startUs() + PackedEvents.offsetUs(event));
            if (cursor.state.events == eventsPerBin) {
                return bin(cursor, frame);
            }
        }
        inputs.save(cursor.state);
        return Cut.DONE;
    }

    private void admit(BinState state, long event, long timeUs) {
        if (state.events == 0) {
            state.startUs = timeUs;
        }
        state.phase = BinState.Phase.OPEN;
        state.lastUs = timeUs;
        state.events++;
        inputs.add(grid.index(event), 1);
    }

    @Override
    Cut bin(BinCursor cursor, FrameGroup frame) {
        BinState state = cursor.state;
        cursor.binStartUs = state.startUs;
        cursor.binUs = Math.max(0, state.lastUs - state.startUs) + 1;
        inputs.drainTo(frame, grid.binary());
        state.events = 0;
        return Cut.BIN;
    }
}
