package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Bins of equal length in sensor time. When they close is {@link BinClock}'s to say. */
final class TimeBins implements Bins {
    private final EventGrid grid;
    private final BinClock clock;
    private final ActiveInputs inputs;
    private BinState state;
    private SensorBatch batch;
    private PackedEvents events;
    private int at;
    private int late;
    private long binStartUs;

    TimeBins(InputSpec.Events spec, Slicing.Time slicing, int maxGapBins) {
        grid = new EventGrid(spec);
        clock = new BinClock(slicing.binUs(), slicing.origin(), 0, maxGapBins);
        inputs = new ActiveInputs(grid.size());
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        String refusal = grid.refusal(candidate);
        if (refusal != null) {
            return refusal;
        }
        long bins = binsClosedBy(from, candidate, maxBins);
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    /** Goes through the batch's times without touching the stream; stops counting above {@code maxBins}. */
    private long binsClosedBy(BinState from, SensorBatch candidate, int maxBins) {
        BinState trial = times(from);
        PackedEvents times = EventGrid.events(candidate);
        long bins = 0;
        for (int n = 0; n < times.count() && bins <= maxBins; n++) {
            long timeUs = candidate.startUs() + PackedEvents.offsetUs(times.get(n));
            bins += clock.inOpenBin(trial, timeUs) ? 0 : clock.closedTowards(trial, timeUs);
            trial.events = Math.max(trial.events, clock.inOpenBin(trial, timeUs) ? 1 : 0);
        }
        return bins + clock.closedUntil(trial, candidate.untilUs());
    }

    private static BinState times(BinState s) {
        return new BinState(
                s.phase,
                s.originUs,
                s.startUs,
                s.lastUs,
                s.silentBins,
                s.events,
                new int[0],
                new int[0]);
    }

    @Override
    public long estimate(SensorBatch candidate) {
        if (!(candidate.payload() instanceof PackedEvents packed)) {
            return 1;
        }
        long spanUs = candidate.spanUs();
        for (int n = 0; n < packed.count(); n++) {
            spanUs = Math.max(spanUs, PackedEvents.offsetUs(packed.get(n)));
        }
        return 1 + spanUs / clock.binUs();
    }

    @Override
    public void begin(BinState ofStream, SensorBatch next) {
        state = ofStream;
        batch = next;
        events = EventGrid.events(next);
        at = 0;
        late = 0;
        inputs.load(state);
    }

    @Override
    public Cut next(FrameGroup frame) {
        while (at < events.count()) {
            long event = events.get(at);
            long timeUs = batch.startUs() + PackedEvents.offsetUs(event);
            if (clock.inOpenBin(state, timeUs)) {
                admit(event);
            } else {
                Cut cut = before(event, timeUs, frame);
                if (cut != null) {
                    return cut;
                }
            }
        }
        return afterEvents(frame);
    }

    /** What must be cut before an event is counted; null once it is counted or dropped. */
    private Cut before(long event, long timeUs, FrameGroup frame) {
        switch (clock.towards(state, timeUs)) {
            case ADMIT -> admit(event);
            case CLOSE -> {
                return bin(frame);
            }
            case GAP -> {
                return Cut.GAP;
            }
            case CLOCK_RESET -> {
                return Cut.CLOCK_RESET;
            }
            case LATE, REST -> {
                late++;
                at++;
            }
        }
        return null;
    }

    private Cut afterEvents(FrameGroup frame) {
        switch (clock.until(state, batch.untilUs())) {
            case CLOSE -> {
                return bin(frame);
            }
            case GAP -> {
                return Cut.GAP;
            }
            default -> {
                inputs.save(state);
                return Cut.DONE;
            }
        }
    }

    private void admit(long event) {
        inputs.add(grid.index(event), 1);
        state.events = Math.max(state.events, state.events + 1);
        at++;
    }

    private Cut bin(FrameGroup frame) {
        binStartUs = state.startUs;
        inputs.drainTo(frame, grid.binary());
        clock.closed(state);
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
        return clock.binUs();
    }

    @Override
    public int late() {
        return late;
    }
}
