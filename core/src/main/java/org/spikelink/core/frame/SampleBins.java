package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * Every sample is one bin, stepped when it arrives. Bins lie on a grid of the sample period through the session's first
 * sample, half a period around each; a missing sample is a silent bin.
 */
final class SampleBins implements Bins {
    private static final float MAX_MAGNITUDE = 1e9f;

    private final InputSpec.Samples spec;
    private final BinClock clock;

    SampleBins(InputSpec.Samples spec, int maxGapBins) {
        this.spec = spec;
        clock =
                new BinClock(
                        spec.periodUs(),
                        Slicing.Origin.FIRST_EVENT,
                        spec.periodUs() / 2,
                        maxGapBins);
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        if (!(candidate.payload() instanceof Samples payload)) {
            return isEmpty(candidate) ? null : "the model takes samples (got events)";
        }
        if (payload.channels() != spec.channels()
                || payload.values().length % spec.channels() != 0) {
            return "samples must have "
                    + spec.channels()
                    + " channels (got "
                    + payload.channels()
                    + " and "
                    + payload.values().length
                    + " values)";
        }
        for (int n = 0; n < payload.values().length; n++) {
            if (!(Math.abs(payload.values()[n]) <= MAX_MAGNITUDE)) {
                return "value "
                        + n
                        + " must be finite and at most 1e9 (got "
                        + payload.values()[n]
                        + ")";
            }
        }
        return tooLong(from, candidate, payload, maxBins);
    }

    private String tooLong(BinState from, SensorBatch candidate, Samples payload, int maxBins) {
        int count = payload.values().length / spec.channels();
        if (count > maxBins) {
            return EventGrid.tooManyBins(count, maxBins);
        }
        if (candidate.startUs() + count * spec.periodUs() > SensorBatch.MAX_TIME_US) {
            return "sample times must be at most 2^62 us (got a start of "
                    + candidate.startUs()
                    + ")";
        }
        long bins = binsClosedBy(from, candidate, count);
        return bins <= maxBins ? null : EventGrid.tooManyBins(bins, maxBins);
    }

    private long binsClosedBy(BinState from, SensorBatch candidate, int count) {
        BinState trial = from.withoutInputs();
        long bins = 0;
        for (int n = 0; n < count; n++) {
            long timeUs = candidate.startUs() + n * spec.periodUs();
            bins += clock.closedTowards(trial, timeUs);
            if (clock.inOpenBin(trial, timeUs)) {
                trial.events = 1;
                clock.closed(trial);
                bins++;
            }
        }
        return bins + clock.closedUntil(trial, candidate.untilUs());
    }

    private static boolean isEmpty(SensorBatch batch) {
        return batch.payload() instanceof org.spikelink.core.record.PackedEvents events
                && events.length() == 0;
    }

    @Override
    public long estimate(SensorBatch candidate) {
        return candidate.payload() instanceof Samples payload
                ? 1 + payload.values().length / spec.channels()
                : 1;
    }

    @Override
    public Cut next(BinCursor cursor, FrameGroup frame) {
        int count =
                cursor.batch.payload() instanceof Samples samples
                        ? samples.values().length / spec.channels()
                        : 0;
        while (cursor.at < count) {
            long timeUs = cursor.batch.startUs() + cursor.at * spec.periodUs();
            switch (clock.towards(cursor.state, timeUs)) {
                case ADMIT -> {
                    return sample(cursor, frame);
                }
                case CLOSE -> {
                    return bin(cursor);
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
        }
        return switch (clock.until(cursor.state, cursor.batch.untilUs())) {
            case CLOSE -> bin(cursor);
            case GAP -> Cut.GAP;
            default -> Cut.DONE;
        };
    }

    private Cut sample(BinCursor cursor, FrameGroup frame) {
        float[] values = ((Samples) cursor.batch.payload()).values();
        for (int c = 0; c < spec.channels(); c++) {
            float value = values[cursor.at * spec.channels() + c];
            if (value != 0f) {
                frame.add(c, value);
            }
        }
        cursor.at++;
        cursor.state.events = 1;
        return bin(cursor);
    }

    private Cut bin(BinCursor cursor) {
        cursor.binStartUs = cursor.state.startUs;
        cursor.binUs = clock.binUs();
        clock.closed(cursor.state);
        return Cut.BIN;
    }

    @Override
    public boolean close(BinCursor cursor, FrameGroup frame) {
        return false;
    }
}
