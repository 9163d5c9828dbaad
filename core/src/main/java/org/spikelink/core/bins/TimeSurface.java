package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;

/**
 * Remembers the last event of each input, see {@link InputSpec.Value#TIME_SURFACE}. The count of an input is the time from
 * its last event to the end of the open bin, in µs; so it is stored as other counts are.
 */
final class TimeSurface implements BinInputs {
    private final EventGrid grid;
    private final ActiveInputs inputs;
    private final long binUs;
    private final long tauUs;
    private final long horizonUs;

    TimeSurface(EventGrid grid, ActiveInputs inputs, long binUs, long tauUs) {
        this.grid = grid;
        this.inputs = inputs;
        this.binUs = binUs;
        this.tauUs = tauUs;
        horizonUs = tauUs * InputSpec.Events.SURFACE_TAUS;
    }

    @Override
    public void load(BinState state) {
        inputs.load(state);
    }

    @Override
    public int take(PackedEvents events, int from, long openFromUs, long openUs) {
        int count = events.count();
        long endUs = openFromUs + openUs;
        int n = from;
        for (; n < count; n++) {
            long event = events.get(n);
            long offsetUs = PackedEvents.offsetUs(event);
            if (!BinClock.holds(openFromUs, openUs, offsetUs)) {
                break;
            }
            long ageUs = endUs - offsetUs;
            if (ageUs < horizonUs) {
                inputs.addLeast(grid.index(event), (int) ageUs);
            }
        }
        return n;
    }

    @Override
    public void drainTo(FrameGroup frame, BinState state) {
        inputs.drainSurface(frame, (double) tauUs, binUs, horizonUs);
        inputs.save(state);
    }

    @Override
    public void save(BinState state) {
        inputs.save(state);
    }

    @Override
    public void clear() {
        inputs.clear();
    }

    @Override
    public int most() {
        return (int) horizonUs - 1;
    }
}
