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
    private BinState state;
    private SensorBatch batch;
    private Samples samples;
    private int at;
    private int late;
    private long binStartUs;

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
        BinState trial = from.copy();
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
    public void begin(BinState ofStream, SensorBatch next) {
        state = ofStream;
        batch = next;
        samples =
                next.payload() instanceof Samples payload
                        ? payload
                        : new Samples(new float[0], spec.channels());
        at = 0;
        late = 0;
    }

    @Override
    public Cut next(FrameGroup frame) {
        while (at < samples.values().length / spec.channels()) {
            switch (clock.towards(state, batch.startUs() + at * spec.periodUs())) {
                case ADMIT -> {
                    return sample(frame);
                }
                case CLOSE -> {
                    return bin();
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
        }
        return switch (clock.until(state, batch.untilUs())) {
            case CLOSE -> bin();
            case GAP -> Cut.GAP;
            default -> Cut.DONE;
        };
    }

    private Cut sample(FrameGroup frame) {
        for (int c = 0; c < spec.channels(); c++) {
            float value = samples.values()[at * spec.channels() + c];
            if (value != 0f) {
                frame.add(c, value);
            }
        }
        at++;
        state.events = 1;
        return bin();
    }

    private Cut bin() {
        binStartUs = state.startUs;
        clock.closed(state);
        return Cut.BIN;
    }

    @Override
    public boolean close(BinState ofStream, FrameGroup frame) {
        return false;
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
