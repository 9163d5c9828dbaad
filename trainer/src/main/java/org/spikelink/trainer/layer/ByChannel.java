package org.spikelink.trainer.layer;

import java.util.Arrays;

/**
 * Loops over [pixels][channels] with a value for each channel. Few channels would make loops too short to be vectorized, so
 * that values are repeated for several pixels.
 */
public final class ByChannel {
    private static final int LENGTH = 256;

    private final int channels;
    private final float[] repeated;

    public ByChannel(int channels) {
        this.channels = channels;
        repeated = new float[(LENGTH + channels - 1) / channels * channels];
    }

    /** values -= of, which is [channels]. */
    public void subtract(float[] values, int size, float[] of) {
        for (int at = 0; at < repeated.length; at += channels) {
            System.arraycopy(of, 0, repeated, at, channels);
        }
        for (int at = 0; at < size; at += repeated.length) {
            int count = Math.min(repeated.length, size - at);
            for (int j = 0; j < count; j++) {
                values[at + j] -= repeated[j];
            }
        }
    }

    /** Adds {@code factor} times the sum over the pixels to {@code sums}, which is [channels]. */
    public void addSums(float[] values, int size, double factor, double[] sums) {
        Arrays.fill(repeated, 0f);
        for (int at = 0; at < size; at += repeated.length) {
            int count = Math.min(repeated.length, size - at);
            for (int j = 0; j < count; j++) {
                repeated[j] += values[at + j];
            }
        }
        for (int j = 0; j < repeated.length; j++) {
            sums[j % channels] += factor * repeated[j];
        }
    }
}
