package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.EncoderSpec;

/**
 * See {@link EncoderSpec.Rate}. A sample is replaced by its probabilities. The n-th draw of a SplittableRandom is a hash
 * of its seed and n, so that no state is kept and a replay draws the same.
 */
final class RateEncoder extends SampleEncoder {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final EncoderSpec.Rate spec;

    RateEncoder(EncoderSpec.Rate spec) {
        this.spec = spec;
    }

    @Override
    void begin(float[] sample, BinState state) {
        for (int c = 0; c < sample.length; c++) {
            double probability = spec.gain() * sample[c] + spec.offset();
            sample[c] = (float) Math.min(1, Math.max(0, probability));
        }
    }

    @Override
    void emit(float[] sample, long number, int step, FrameGroup frame) {
        long first = (number * spec.steps() + step) * sample.length;
        for (int c = 0; c < sample.length; c++) {
            if (draw(spec.seed(), first + c) < sample[c]) {
                frame.add(c, 1f);
            }
        }
    }

    /** The n-th {@code nextDouble} of {@code new SplittableRandom(seed)}, n from 0. */
    static double draw(long seed, long n) {
        long z = seed + (n + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * UNIT;
    }
}
