package org.spikelink.core.encoder;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/** See {@link EncoderSpec.Latency}. Replaces a sample with the step in which each channel spikes. */
final class LatencyEncoder extends SampleEncoder {
    private static final float NEVER = -1f;

    private final EncoderSpec.Latency spec;

    LatencyEncoder(EncoderSpec.Latency spec) {
        this.spec = spec;
    }

    @Override
    public void begin(float[] sample, SampleMemory memory) {
        for (int c = 0; c < sample.length; c++) {
            sample[c] = step(sample[c]);
        }
    }

    private float step(double x) {
        if (spec.clip() && x < spec.threshold()) {
            return NEVER;
        }
        double step = StrictMath.rint(spec.linear() ? linear(x) : logarithmic(x));
        return step < spec.steps() ? (float) step : NEVER;
    }

    private double linear(double x) {
        double tau = spec.normalize() ? spec.steps() - 1 : spec.tau();
        return Math.max(0, tau * (1 - Math.max(x, spec.threshold())));
    }

    private double logarithmic(double x) {
        double value = Math.max(x, spec.threshold() + EncoderSpec.Latency.EPSILON);
        double time = spec.tau() * StrictMath.log(value / (value - spec.threshold()));
        return spec.normalize() ? time * (spec.steps() - 1) / spec.maxTime() : time;
    }

    @Override
    public void emit(float[] sample, SampleMemory memory, long number, int step, FrameGroup frame) {
        for (int c = 0; c < sample.length; c++) {
            if (sample[c] == step) {
                frame.add(c, 1f);
            }
        }
    }
}
