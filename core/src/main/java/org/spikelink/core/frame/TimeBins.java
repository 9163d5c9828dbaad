package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Bins of equal length in sensor time. When they close is {@link BinClock}'s to say. */
final class TimeBins extends CountedBins {
    private final BinClock clock;

    TimeBins(InputSpec.Events spec, Slicing.Time slicing, int maxGapBins) {
        super(spec);
        clock = new BinClock(slicing.binUs(), slicing.origin(), 0, maxGapBins);
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
        BinState trial = from.withoutInputs();
        PackedEvents times = EventGrid.events(candidate);
        long bins = 0;
        for (int n = 0; n < times.count() && bins <= maxBins; n++) {
            long timeUs = candidate.startUs() + PackedEvents.offsetUs(times.get(n));
            bins += clock.inOpenBin(trial, timeUs) ? 0 : clock.closedTowards(trial, timeUs);
            trial.events = Math.max(trial.events, clock.inOpenBin(trial, timeUs) ? 1 : 0);
        }
        return bins + clock.closedUntil(trial, candidate.untilUs());
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
    public Cut next(BinCursor cursor, FrameGroup frame) {
        PackedEvents events = EventGrid.events(cursor.batch);
        inputs.load(cursor.state);
        while (cursor.at < events.count()) {
            long event = events.get(cursor.at);
            long timeUs = cursor.batch.startUs() + PackedEvents.offsetUs(event);
            if (clock.inOpenBin(cursor.state, timeUs)) {
                admit(cursor, event);
            } else {
                Cut cut = before(cursor, event, timeUs, frame);
                if (cut != null) {
                    return cut;
                }
            }
        }
        return afterEvents(cursor, frame);
    }

    /** What must be cut before an event is counted; null once it is counted or dropped. */
    private Cut before(BinCursor cursor, long event, long timeUs, FrameGroup frame) {
        switch (clock.towards(cursor.state, timeUs)) {
            case ADMIT -> admit(cursor, event);
            case CLOSE -> {
                return bin(cursor, frame);
            }
            case GAP -> {
                return Cut.GAP;
            }
            case CLOCK_RESET -> {
                return Cut.CLOCK_RESET;
            }
            case LATE, REST -> {
                cursor.late++;
                cursor.at++;
            }
        }
        return null;
    }

    private Cut afterEvents(BinCursor cursor, FrameGroup frame) {
        switch (clock.until(cursor.state, cursor.batch.untilUs())) {
            case CLOSE -> {
                return bin(cursor, frame);
            }
            case GAP -> {
                return Cut.GAP;
            }
            default -> {
                inputs.save(cursor.state);
                return Cut.DONE;
            }
        }
    }

    private void admit(BinCursor cursor, long event) {
        inputs.add(grid.index(event), 1);
        cursor.state.events = Math.max(cursor.state.events, cursor.state.events + 1);
        cursor.at++;
    }

    @Override
    Cut bin(BinCursor cursor, FrameGroup frame) {
        cursor.binStartUs = cursor.state.startUs;
        cursor.binUs = clock.binUs();
        inputs.drainTo(frame, grid.binary());
        clock.closed(cursor.state);
        return Cut.BIN;
    }
}
