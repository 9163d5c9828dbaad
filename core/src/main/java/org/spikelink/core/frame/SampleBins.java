package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * So many samples as are pooled are one bin, over when the last of them arrives. Bins lie on a grid through the session's
 * first sample, which each sample fills from half a period before its time to half a period after; a bin without samples
 * is silent. A bin gives as many frames as the encoder spreads a sample over.
 */
final class SampleBins implements Bins {
    private final InputSpec.Samples spec;
    private final int steps;
    private final BinClock clock;
    private final SampleSlots slots;
    private final SampleRules rules;
    private final SamplePool pool;
    private final SampleEncoder encoder;

    SampleBins(InputSpec.Samples spec, int maxGapBins) {
        this.spec = spec;
        steps = spec.encoder().steps();
        clock =
                new BinClock(
                        spec.periodUs() * spec.pooling().samples(),
                        Slicing.Origin.FIRST_EVENT,
                        spec.periodUs() / 2,
                        maxGapBins);
        slots = new SampleSlots(spec);
        rules = new SampleRules(spec, clock, slots);
        pool = new SamplePool(spec);
        encoder = SampleEncoder.of(spec.encoder());
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        return rules.refusal(from, candidate, maxBins);
    }

    @Override
    public long estimate(SensorBatch candidate) {
        return candidate.payload() instanceof Samples payload
                ? 1
                        + (long) payload.values().length
                                / spec.channels()
                                / spec.pooling().samples()
                                * steps
                : 1;
    }

    @Override
    public Cut next(BinCursor cursor, FrameGroup frame) {
        if (cursor.step > 0) {
            return step(cursor, frame);
        }
        int count =
                cursor.batch.payload() instanceof Samples samples
                        ? samples.values().length / spec.channels()
                        : 0;
        while (cursor.at < count) {
            long timeUs = cursor.batch.startUs() + cursor.at * spec.periodUs();
            switch (clock.towards(cursor.state, timeUs)) {
                case ADMIT -> {
                    if (admit(cursor, timeUs)) {
                        return bin(cursor, frame);
                    }
                }
                case CLOSE -> {
                    return bin(cursor, frame);
                }
                case GAP -> {
                    return anew(cursor, Cut.GAP);
                }
                case CLOCK_RESET -> {
                    return anew(cursor, Cut.CLOCK_RESET);
                }
                case LATE, REST -> {
                    cursor.late++;
                    cursor.at++;
                }
            }
        }
        return switch (clock.until(cursor.state, cursor.batch.untilUs())) {
            case CLOSE -> bin(cursor, frame);
            case GAP -> anew(cursor, Cut.GAP);
            default -> Cut.DONE;
        };
    }

    /** Counts or drops the next sample; returns whether the open bin is full. */
    private boolean admit(BinCursor cursor, long timeUs) {
        BinState state = cursor.state;
        boolean late = slots.isLate(state, timeUs);
        if (late) {
            cursor.late++;
        } else {
            float[] values = ((Samples) cursor.batch.payload()).values();
            pool.add(cursor, values, cursor.at * spec.channels());
        }
        cursor.at++;
        return !late && slots.fill(state, timeUs);
    }

    private static Cut anew(BinCursor cursor, Cut cut) {
        cursor.state.memory = BinState.NO_FLOATS;
        return cut;
    }

    /** The first frame of the open bin, which is over. */
    private Cut bin(BinCursor cursor, FrameGroup frame) {
        cursor.silent = cursor.state.events == 0;
        if (!cursor.silent) {
            pool.take(cursor);
            encoder.begin(cursor.sample(spec.channels()), cursor.state);
        }
        return step(cursor, frame);
    }

    /** The next frame of the open bin; after the last one the bin is closed. */
    private Cut step(BinCursor cursor, FrameGroup frame) {
        BinState state = cursor.state;
        long number = (state.startUs - state.originUs) / clock.binUs();
        if (!cursor.silent) {
            encoder.emit(cursor.sample(spec.channels()), number, cursor.step, frame);
        }
        cursor.binStartUs = state.startUs + clock.binUs() * cursor.step / steps;
        cursor.step++;
        cursor.binUs = state.startUs + clock.binUs() * cursor.step / steps - cursor.binStartUs;
        if (cursor.step == steps) {
            cursor.step = 0;
            clock.closed(state);
        }
        return Cut.BIN;
    }

    @Override
    public boolean close(BinCursor cursor, FrameGroup frame) {
        if (cursor.step > 0) {
            step(cursor, frame);
            return true;
        }
        if (cursor.state.events == 0) {
            return false;
        }
        bin(cursor, frame);
        return true;
    }
}
