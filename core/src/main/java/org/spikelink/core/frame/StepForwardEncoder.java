package org.spikelink.core.frame;

import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.StepForward}. Remembers each channel's baseline. */
final class StepForwardEncoder extends SampleEncoder {
    private final float threshold;

    StepForwardEncoder(EncoderSpec.StepForward spec) {
        threshold = (float) spec.threshold();
    }

    @Override
    void begin(float[] sample, BinState state) {
        if (state.memory.length == 0) {
            state.memory = sample.clone();
        }
        for (int c = 0; c < sample.length; c++) {
            float baseline = state.memory[c];
            float spike =
                    sample[c] > baseline + threshold
                            ? 1f
                            : sample[c] < baseline - threshold ? -1f : 0f;
            state.memory[c] = baseline + spike * threshold;
            sample[c] = spike;
        }
    }
}
