package org.spikelink.core.encoder;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/**
 * Turns a sample into inputs: {@link #begin} once, then {@link #emit} for each of its steps. The state that a
 * stream's next sample depends on is in its {@link SampleMemory}, so that one encoder serves any number of streams.
 */
public abstract sealed class SampleEncoder
        permits DirectEncoder,
                DeltaEncoder,
                StepForwardEncoder,
                MovingWindowEncoder,
                IntegrateAndFireEncoder,
                LatencyEncoder,
                RateEncoder {

    public static SampleEncoder of(EncoderSpec spec) {
        if (spec instanceof EncoderSpec.Delta delta) {
            return new DeltaEncoder(delta);
        } else if (spec instanceof EncoderSpec.StepForward forward) {
            return new StepForwardEncoder(forward);
        } else if (spec instanceof EncoderSpec.MovingWindow moving) {
            return new MovingWindowEncoder(moving);
        } else if (spec instanceof EncoderSpec.IntegrateAndFire fire) {
            return new IntegrateAndFireEncoder(fire);
        } else if (spec instanceof EncoderSpec.Latency latency) {
            return new LatencyEncoder(latency);
        } else if (spec instanceof EncoderSpec.Rate rate) {
            return new RateEncoder(rate);
        }
        return new DirectEncoder();
    }

    /**
     * Replaces a sample with the values from which its steps are computed.
     *
     * @param sample [C] values, overwritten
     */
    public abstract void begin(float[] sample, SampleMemory memory);

    /**
     * Adds the inputs of one step in ascending order; by default each value that is not 0.
     *
     * @param sample as modified by {@link #begin}
     * @param memory of the stream, updated
     * @param number of the sample on its stream's grid
     * @param step of the sample, from 0
     */
    public void emit(float[] sample, SampleMemory memory, long number, int step, FrameGroup frame) {
        for (int c = 0; c < sample.length; c++) {
            if (sample[c] != 0f) {
                frame.add(c, sample[c]);
            }
        }
    }

    /** Largest number of values per channel that it remembers. */
    int mostRemembered() {
        return 1;
    }

    /** Why a stored memory does not fit, as the rule and the value; null if it does. */
    public final String misfit(SampleMemory memory, int channels) {
        int remembered = memory.values().length;
        long most = (long) mostRemembered() * channels;
        return remembered % channels == 0 && remembered <= most
                ? null
                : "its encoder must remember %s of %d channels (got %d values)"
                        .formatted(
                                mostRemembered() == 1
                                        ? "a value for each"
                                        : "at most " + mostRemembered() + " values for each",
                                channels,
                                remembered);
    }
}
