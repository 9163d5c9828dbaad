package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/**
 * Turns a sample into inputs: {@link #begin} once, then {@link #emit} for each of its steps. What a stream's next sample
 * depends on stands in its {@link BinState}; one encoder serves any number of streams.
 */
abstract sealed class SampleEncoder
        permits DirectEncoder, DeltaEncoder, StepForwardEncoder, LatencyEncoder, RateEncoder {

    static SampleEncoder of(EncoderSpec spec) {
        if (spec instanceof EncoderSpec.Delta delta) {
            return new DeltaEncoder(delta);
        } else if (spec instanceof EncoderSpec.StepForward forward) {
            return new StepForwardEncoder(forward);
        } else if (spec instanceof EncoderSpec.Latency latency) {
            return new LatencyEncoder(latency);
        } else if (spec instanceof EncoderSpec.Rate rate) {
            return new RateEncoder(rate);
        }
        return new DirectEncoder();
    }

    /**
     * Replaces a sample by what its steps are made of.
     *
     * @param sample [C] values, overwritten
     */
    abstract void begin(float[] sample, BinState state);

    /**
     * Adds the inputs of one step, ascending: here each value that is not 0.
     *
     * @param sample as {@link #begin} left it
     * @param number of the sample on its stream's grid
     * @param step of the sample, from 0
     */
    void emit(float[] sample, long number, int step, FrameGroup frame) {
        for (int c = 0; c < sample.length; c++) {
            if (sample[c] != 0f) {
                frame.add(c, sample[c]);
            }
        }
    }
}
