package org.spikelink.core.bins;

import org.spikelink.core.encoder.SampleEncoder;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;

/**
 * One bin for each pool of samples, closed when the last of them arrives. Bins lie on a grid through the session's first
 * sample; a sample covers half a period before its time and half a period after. A bin without samples is silent. A bin
 * becomes as many frames as the encoder has steps per sample.
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
    public String rejection(BinState from, SensorBatch candidate, int maxBins) {
        return rules.rejection(from, candidate, maxBins);
    }

    @Override
    public String misfit(BinState state) {
        String misfit = encoder.misfit(state.memory(), spec.channels());
        if (misfit != null) {
            return misfit;
        }
        int pooled = state.pool().length;
        if (pooled != 0 && pooled != spec.channels()) {
            return "its open bin must have a sum for each of %d channels (got %d)"
                    .formatted(spec.channels(), pooled);
        }
        return pool.needsSums(state) && pooled == 0
                ? "its open bin must have sums of its samples (got none)"
                : null;
    }

    @Override
    public long estimate(SensorBatch candidate) {
        long count =
                candidate.payload() instanceof Samples payload
                        ? payload.values().length / spec.channels()
                        : 0;
        long silentUs = Math.max(0, candidate.spanUs() - count * spec.periodUs());
        long silent = Math.min(silentUs, clock.longestUs()) / clock.binUs();
        return 1 + (count / spec.pooling().samples() + silent) * steps;
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
                    return reset(cursor, Cut.GAP);
                }
                case CLOCK_RESET -> {
                    return reset(cursor, Cut.CLOCK_RESET);
                }
                case LATE, REST -> {
                    cursor.late++;
                    cursor.at++;
                }
            }
        }
        return switch (clock.until(cursor.state, cursor.batch.untilUs())) {
            case CLOSE -> bin(cursor, frame);
            case GAP -> reset(cursor, Cut.GAP);
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

    private static Cut reset(BinCursor cursor, Cut cut) {
        cursor.state.memory.clear();
        return cut;
    }

    /** The first frame of the open bin, which is complete. */
    private Cut bin(BinCursor cursor, FrameGroup frame) {
        cursor.silent = cursor.state.events == 0;
        if (!cursor.silent) {
            pool.take(cursor);
            encoder.begin(cursor.sample(spec.channels()), cursor.state.memory);
        }
        return step(cursor, frame);
    }

    /** The next frame of the open bin; the bin is closed after the last one. */
    private Cut step(BinCursor cursor, FrameGroup frame) {
        BinState state = cursor.state;
        long number = (state.startUs - state.originUs) / clock.binUs();
        if (!cursor.silent) {
            encoder.emit(cursor.sample(spec.channels()), state.memory, number, cursor.step, frame);
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

    @Override
    public BinState startAt(long timeUs) {
        return clock.startAt(timeUs);
    }
}
