package org.spikelink.core.encoder;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.IntegrateAndFire}. Remembers v of each channel. Computes in float. */
final class IntegrateAndFireEncoder extends SampleEncoder {
    private final float threshold;
    private final float beta;
    private final boolean offSpike;

    IntegrateAndFireEncoder(EncoderSpec.IntegrateAndFire spec) {
        threshold = (float) spec.threshold();
        beta = (float) spec.beta();
        offSpike = spec.offSpike();
    }

    @Override
    public void begin(float[] sample, SampleMemory memory) {
        if (memory.values.length == 0) {
            memory.values = new float[sample.length];
        }
    }

    @Override
    public void emit(float[] sample, SampleMemory memory, long number, int step, FrameGroup frame) {
        float[] v = memory.values;
        for (int c = 0; c < sample.length; c++) {
            float next = beta * v[c] + sample[c];
            if (next >= threshold) {
                frame.add(c, 1f);
                next -= threshold;
            } else if (offSpike && next <= -threshold) {
                frame.add(c, -1f);
                next += threshold;
            }
            v[c] = offSpike ? next : Math.max(0f, next);
        }
    }
}
