package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Bins that are full at so many events. Events count in the order they arrive: none is late, no silence is stepped. */
final class CountBins implements Bins {
    private final EventGrid grid;
    private final int eventsPerBin;
    private final ActiveInputs inputs;
    private BinState state;
    private SensorBatch batch;
    private PackedEvents events;
    private int at;
    private long binStartUs;
    private long binUs;

    CountBins(InputSpec.Events spec, Slicing.Count slicing) {
        grid = new EventGrid(spec);
        eventsPerBin = slicing.events();
        inputs = new ActiveInputs(grid.size());
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
    public void begin(BinState ofStream, SensorBatch next) {
        state = ofStream;
        batch = next;
        events = EventGrid.events(next);
        at = 0;
        inputs.load(state);
    }

    @Override
    public Cut next(FrameGroup frame) {
        while (at < events.count()) {
            long event = events.get(at++);
            admit(event, batch.startUs() + PackedEvents.offsetUs(event));
            if (state.events == eventsPerBin) {
                return bin(frame);
            }
        }
        inputs.save(state);
        return Cut.DONE;
    }

    private void admit(long event, long timeUs) {
        if (state.events == 0) {
            state.startUs = timeUs;
        }
        state.phase = BinState.Phase.OPEN;
        state.lastUs = timeUs;
        state.events++;
        inputs.add(grid.index(event), 1);
    }

    private Cut bin(FrameGroup frame) {
        binStartUs = state.startUs;
        binUs = Math.max(0, state.lastUs - state.startUs) + 1;
        inputs.drainTo(frame, grid.binary());
        state.events = 0;
        return Cut.BIN;
    }

    @Override
    public boolean close(BinState ofStream, FrameGroup frame) {
        if (ofStream.events == 0) {
            return false;
        }
        state = ofStream;
        inputs.load(state);
        bin(frame);
        inputs.save(state);
        return true;
    }

    @Override
    public long binStartUs() {
        return binStartUs;
    }

    @Override
    public long binUs() {
        return binUs;
    }

    @Override
    public int late() {
        return 0;
    }
}
