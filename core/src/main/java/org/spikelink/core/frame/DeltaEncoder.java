package org.spikelink.core.frame;

import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.Delta}. Remembers the sample before; in float, as snnTorch reckons. */
final class DeltaEncoder extends SampleEncoder {
    private final float threshold;
    private final boolean padding;
    private final boolean offSpike;

    DeltaEncoder(EncoderSpec.Delta spec) {
        threshold = (float) spec.threshold();
        padding = spec.padding();
        offSpike = spec.offSpike();
    }

    @Override
    void begin(float[] sample, BinState state) {
        if (state.memory.length == 0) {
            state.memory = padding ? sample.clone() : new float[sample.length];
        }
        for (int c = 0; c < sample.length; c++) {
            float change = sample[c] - state.memory[c];
            state.memory[c] = sample[c];
            sample[c] = change >= threshold ? 1f : offSpike && change <= -threshold ? -1f : 0f;
        }
    }
}
