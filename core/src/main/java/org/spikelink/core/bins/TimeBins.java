package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Bins of equal length in sensor time. {@link BinClock} decides when they close. */
final class TimeBins extends CountedBins {
    private final BinClock clock;
    private final TimeScan scan;
    private final BinInputs content;

    TimeBins(InputSpec.Events spec, Slicing.Time slicing, int maxGapBins) {
        super(spec);
        clock = new BinClock(slicing.binUs(), slicing.origin(), 0, maxGapBins);
        scan = new TimeScan(grid, clock);
        content =
                spec.value() == InputSpec.Value.TIME_SURFACE
                        ? new TimeSurface(grid, inputs, slicing.binUs(), spec.tauUs())
                        : new CountedInputs(grid, inputs);
    }

    @Override
    public String rejection(BinState from, SensorBatch candidate, int maxBins) {
        return scan.rejection(from, candidate, maxBins);
    }

    /**
     * Follows the events' times as {@link BinClock} does, so that no order of events hides bins. What the stream's state
     * adds, at most one long silence, is not known here.
     */
    @Override
    public long estimate(SensorBatch candidate) {
        long openUs = 0; // time in open bins
        long reachedUs = 0;
        if (candidate.payload() instanceof PackedEvents packed) {
            for (int n = 0; n < packed.count(); n++) {
                long offsetUs = PackedEvents.offsetUs(packed.get(n));
                if (offsetUs > reachedUs) {
                    openUs += Math.min(offsetUs - reachedUs, clock.longestUs());
                    reachedUs = offsetUs;
                } else if (reachedUs - offsetUs > clock.longestUs()) {
                    openUs += clock.binUs(); // the clock is set back: the open bin closes
                    reachedUs = offsetUs;
                }
            }
        }
        openUs += Math.min(Math.max(0, candidate.spanUs() - reachedUs), clock.longestUs());
        return 1 + openUs / clock.binUs();
    }

    @Override
    public Cut next(BinCursor cursor, FrameGroup frame) {
        PackedEvents events = EventGrid.events(cursor.batch);
        content.load(cursor.state);
        while (true) {
            admitRun(cursor, events);
            if (cursor.at == events.count()) {
                return afterEvents(cursor, frame);
            }
            long offsetUs = PackedEvents.offsetUs(events.get(cursor.at));
            Cut cut = before(cursor, cursor.batch.startUs() + offsetUs, frame);
            if (cut != null) {
                return cut;
            }
        }
    }

    /** Takes the events that come next in the open bin. */
    private void admitRun(BinCursor cursor, PackedEvents events) {
        BinState state = cursor.state;
        long openFromUs = state.startUs - cursor.batch.startUs();
        int n = content.take(events, cursor.at, openFromUs, clock.openUs(state));
        state.events = (int) Math.min(Integer.MAX_VALUE, (long) state.events + n - cursor.at);
        cursor.at = n;
    }

    /**
     * The cut needed before the next event, at {@code timeUs}, is counted; null if none is needed or the event is late.
     */
    private Cut before(BinCursor cursor, long timeUs, FrameGroup frame) {
        switch (clock.towards(cursor.state, timeUs)) {
            case CLOSE -> {
                return bin(cursor, frame);
            }
            case GAP -> {
                content.clear();
                return Cut.GAP;
            }
            case CLOCK_RESET -> {
                content.clear();
                return Cut.CLOCK_RESET;
            }
            case LATE -> {
                cursor.late++;
                cursor.at++;
            }
            case ADMIT, REST -> {} // the next run begins with it
        }
        return null;
    }

    private Cut afterEvents(BinCursor cursor, FrameGroup frame) {
        switch (clock.until(cursor.state, cursor.batch.untilUs())) {
            case CLOSE -> {
                return bin(cursor, frame);
            }
            case GAP -> {
                content.clear();
                return Cut.GAP;
            }
            default -> {
                content.save(cursor.state);
                return Cut.DONE;
            }
        }
    }

    @Override
    int mostEvents() {
        return Integer.MAX_VALUE;
    }

    @Override
    int mostCount() {
        return content.most();
    }

    @Override
    Cut bin(BinCursor cursor, FrameGroup frame) {
        cursor.binStartUs = cursor.state.startUs;
        cursor.binUs = clock.binUs();
        content.drainTo(frame, cursor.state);
        clock.closed(cursor.state);
        return Cut.BIN;
    }

    @Override
    public BinState startAt(long timeUs) {
        return clock.startAt(timeUs);
    }
}
