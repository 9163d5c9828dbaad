package org.spikelink.core.encoder;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/**
 * See {@link EncoderSpec.Rate}. Replaces a sample with its spike probabilities. The n-th number of a SplittableRandom
 * is a hash of its seed and n, so that no state is stored and a replay draws the same numbers.
 */
final class RateEncoder extends SampleEncoder {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final EncoderSpec.Rate spec;

    RateEncoder(EncoderSpec.Rate spec) {
        this.spec = spec;
    }

    @Override
    public void begin(float[] sample, SampleMemory memory) {
        for (int c = 0; c < sample.length; c++) {
            double probability = spec.gain() * sample[c] + spec.offset();
            sample[c] = (float) Math.min(1, Math.max(0, probability));
        }
    }

    @Override
    public void emit(float[] sample, SampleMemory memory, long number, int step, FrameGroup frame) {
        long first = (number * spec.steps() + step) * sample.length;
        for (int c = 0; c < sample.length; c++) {
            if (draw(spec.seed(), first + c) < sample[c]) {
                frame.add(c, 1f);
            }
        }
    }

    /** The n-th {@code nextDouble} of {@code new SplittableRandom(seed)}, counted from 0. */
    static double draw(long seed, long n) {
        long z = seed + (n + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }
}
