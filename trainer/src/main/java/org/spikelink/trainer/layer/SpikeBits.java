package org.spikelink.trainer.layer;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;

/** The spikes of a layer in all rows of a chunk, a bit for each neuron. */
final class SpikeBits {
    private final int neurons;
    private final int words; // of a row
    private long[] bits = {};

    SpikeBits(int neurons) {
        this.neurons = neurons;
        words = (neurons + Long.SIZE - 1) / Long.SIZE;
    }

    void reserve(int rows) {
        int size = Math.multiplyExact(rows, words);
        if (bits.length < size) {
            bits = new long[size];
        }
    }

    /** Keeps a row. */
    void store(int row, FrameGroup spikes) {
        int first = row * words;
        Arrays.fill(bits, first, first + words, 0L);
        int[] indices = spikes.indices();
        for (int n = spikes.start(0); n < spikes.end(0); n++) {
            bits[first + (indices[n] >>> 6)] |= 1L << indices[n];
        }
    }

    /** Lists the spikes of a row, ascending. */
    void load(int row, FrameGroup spikes) {
        spikes.clear();
        for (int w = 0; w < words; w++) {
            long word = bits[row * words + w];
            if (word != 0) {
                spikes.addBits(word, w * Long.SIZE);
            }
        }
        spikes.endStream(0);
    }

    /** Adds the spikes of each neuron in the first {@code rows} rows. */
    void count(int rows, double[] counts) {
        int[] sums = new int[neurons];
        for (int row = 0; row < rows; row++) {
            for (int w = 0; w < words; w++) {
                for (long left = bits[row * words + w]; left != 0; left &= left - 1) {
                    sums[w * Long.SIZE + Long.numberOfTrailingZeros(left)]++;
                }
            }
        }
        for (int j = 0; j < neurons; j++) {
            counts[j] += sums[j];
        }
    }
}
