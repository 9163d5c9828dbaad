package org.spikelink.core.encoder;

import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.Delta}. Remembers the previous sample. Computes in float, as snnTorch does. */
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
    public void begin(float[] sample, SampleMemory memory) {
        if (memory.values.length == 0) {
            memory.values = padding ? sample.clone() : new float[sample.length];
        }
        for (int c = 0; c < sample.length; c++) {
            float change = sample[c] - memory.values[c];
            memory.values[c] = sample[c];
            sample[c] = change >= threshold ? 1f : offSpike && change <= -threshold ? -1f : 0f;
        }
    }
}
