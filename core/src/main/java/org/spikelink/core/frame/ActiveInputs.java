package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;

/**
 * Counts events per input of one bin and gives the active inputs back in ascending order, without sorting: a bit per
 * input, a second bit per word of bits. Scratch, empty between two streams; adding and draining allocate nothing.
 */
final class ActiveInputs {
    private static final int MAX_COUNT = 1_000_000_000;

    private final int[] counts;
    private final long[] words;
    private final long[] summary;
    private int active;

    ActiveInputs(int inputs) {
        counts = new int[inputs];
        words = new long[(inputs + 63) / 64];
        summary = new long[(words.length + 63) / 64];
    }

    void add(int index, int events) {
        if (counts[index] == 0) {
            active++;
            words[index >>> 6] |= 1L << (index & 63);
            summary[index >>> 12] |= 1L << ((index >>> 6) & 63);
        }
        counts[index] = Math.min(MAX_COUNT, counts[index] + events);
    }

    /** Adds the inputs to a frame, ascending, and becomes empty. */
    void drainTo(FrameGroup frame, boolean binary) {
        for (int index = next(0); index >= 0; index = next(index + 1)) {
            frame.add(index, binary ? 1f : counts[index]);
            counts[index] = 0;
        }
        clearBits();
    }

    /** Moves the inputs to a stream's state, which has none, and becomes empty. */
    void save(BinState state) {
        if (active == 0) {
            return;
        }
        state.indices = new int[active];
        state.counts = new int[active];
        int n = 0;
        for (int index = next(0); index >= 0; index = next(index + 1)) {
            state.indices[n] = index;
            state.counts[n++] = counts[index];
            counts[index] = 0;
        }
        clearBits();
    }

    /** Takes the inputs of a stream's state, which is left without. */
    void load(BinState state) {
        for (int n = 0; n < state.indices.length; n++) {
            add(state.indices[n], state.counts[n]);
        }
        state.clearInputs();
    }

    /** The first active input from {@code from} on, or -1. */
    private int next(int from) {
        int w = from >>> 6;
        if (w >= words.length) {
            return -1;
        }
        long bits = words[w] & (-1L << (from & 63));
        while (bits == 0) {
            w = nextWord(w + 1);
            if (w < 0) {
                return -1;
            }
            bits = words[w];
        }
        return (w << 6) + Long.numberOfTrailingZeros(bits);
    }

    private int nextWord(int from) {
        for (int s = from >>> 6; s < summary.length; s++) {
            long bits = summary[s] & (s == from >>> 6 ? -1L << (from & 63) : -1L);
            if (bits != 0) {
                return (s << 6) + Long.numberOfTrailingZeros(bits);
            }
        }
        return -1;
    }

    private void clearBits() {
        for (int w = nextWord(0); w >= 0; w = nextWord(w + 1)) {
            words[w] = 0;
        }
        java.util.Arrays.fill(summary, 0);
        active = 0;
    }
}
