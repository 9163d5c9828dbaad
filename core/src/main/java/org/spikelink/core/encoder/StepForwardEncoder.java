package org.spikelink.core.encoder;

import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.StepForward}. Remembers the baseline of each channel. */
final class StepForwardEncoder extends SampleEncoder {
    private final float threshold;

    StepForwardEncoder(EncoderSpec.StepForward spec) {
        threshold = (float) spec.threshold();
    }

    @Override
    public void begin(float[] sample, SampleMemory memory) {
        if (memory.values.length == 0) {
            memory.values = sample.clone();
        }
        for (int c = 0; c < sample.length; c++) {
            float baseline = memory.values[c];
            float spike =
                    sample[c] > baseline + threshold
                            ? 1f
                            : sample[c] < baseline - threshold ? -1f : 0f;
            memory.values[c] = baseline + spike * threshold;
            sample[c] = spike;
        }
    }
}
