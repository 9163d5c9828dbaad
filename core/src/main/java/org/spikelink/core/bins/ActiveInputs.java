package org.spikelink.core.bins;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;

/**
 * Counts the events on each input of one bin and returns the active inputs in ascending order. Scratch, empty between
 * two streams; adding and draining allocate nothing. Inputs are sorted when they are drained, so that adding an event
 * only increments a count, without a branch for an input's first event.
 */
final class ActiveInputs {
    private static final int MAX_COUNT = 1_000_000_000;

    /** If more than one input in this number is active, scanning all counts is faster than sorting. */
    private static final int DENSE = 8;

    private final int[] counts;
    private final int[]
            active; // in the order of their first events; length is the number of inputs plus one
    private final long[] words;
    private final long[] summary;
    private int size;
    private int ascending; // number of active inputs at the start that are in ascending order

    ActiveInputs(int inputs) {
        counts = new int[inputs];
        active = new int[inputs + 1];
        words = new long[(inputs + 63) / 64];
        summary = new long[(words.length + 63) / 64];
    }

    /** Counts an event; a bin must have fewer than 2^30 events, without the loaded ones. */
    void add(int index) {
        active[size] = index;
        size += counts[index]++ == 0 ? 1 : 0;
    }

    /** Gives an input a count of at least 1, if it has none or a larger one. */
    void addLeast(int index, int count) {
        int before = counts[index];
        active[size] = index;
        size += before == 0 ? 1 : 0;
        counts[index] = before == 0 ? count : Math.min(before, count);
    }

    /** Forgets all active inputs. */
    void clear() {
        for (int n = 0; n < size; n++) {
            counts[active[n]] = 0;
        }
        size = 0;
        ascending = 0;
    }

    /**
     * Adds exp(-count / tau) of the active inputs to a frame in ascending order. Then {@code step} is added to each count,
     * and inputs that reach {@code most} are forgotten.
     */
    void drainSurface(FrameGroup frame, double tau, long step, long most) {
        int found = sort();
        int at = frame.extend(found);
        int[] indices = frame.indices();
        float[] values = frame.values();
        System.arraycopy(active, 0, indices, at, found);
        int kept = 0;
        for (int n = 0; n < found; n++) {
            int index = active[n];
            values[at + n] = (float) StrictMath.exp(-counts[index] / tau);
            boolean keeps = counts[index] + step < most;
            counts[index] = keeps ? (int) (counts[index] + step) : 0;
            active[kept] = index;
            kept += keeps ? 1 : 0;
        }
        size = kept;
        ascending = kept;
    }

    /** Adds the active inputs to a frame in ascending order, and clears this object. */
    void drainTo(FrameGroup frame, InputSpec.Value value) {
        int found = sort();
        if (value == InputSpec.Value.SIGNED) {
            drainDifferences(frame, found);
            return;
        }
        boolean binary = value == InputSpec.Value.BINARY;
        int at = frame.extend(found);
        int[] indices = frame.indices();
        float[] values = frame.values();
        System.arraycopy(active, 0, indices, at, found);
        for (int n = 0; n < found; n++) {
            int index = active[n];
            values[at + n] = binary ? 1f : Math.min(MAX_COUNT, counts[index]);
            counts[index] = 0;
        }
    }

    /** Input n gets the count of n + N less that of n, of 2 N inputs; inputs where they are equal are not active. */
    private void drainDifferences(FrameGroup frame, int found) {
        int inputs = counts.length / 2;
        int split = Arrays.binarySearch(active, 0, found, inputs);
        split = split < 0 ? -split - 1 : split;
        int off = 0;
        int on = split;
        while (off < split || on < found) {
            int offInput = off < split ? active[off] : Integer.MAX_VALUE;
            int onInput = on < found ? active[on] - inputs : Integer.MAX_VALUE;
            int difference = 0;
            if (offInput <= onInput) {
                difference -= take(active[off++]);
            }
            if (onInput <= offInput) {
                difference += take(active[on++]);
            }
            if (difference != 0) {
                frame.add(Math.min(offInput, onInput), difference);
            }
        }
    }

    private int take(int index) {
        int count = Math.min(MAX_COUNT, counts[index]);
        counts[index] = 0;
        return count;
    }

    /** Moves the inputs to a stream's state, which must have none, and clears this object. */
    void save(BinState state) {
        if (size == 0) {
            return;
        }
        int found = sort();
        state.indices = Arrays.copyOf(active, found);
        state.counts = new int[found];
        for (int n = 0; n < found; n++) {
            state.counts[n] = Math.min(MAX_COUNT, counts[active[n]]);
            counts[active[n]] = 0;
        }
    }

    /** Moves the inputs of a stream's state into this object, which must be empty. */
    void load(BinState state) {
        size = state.indices.length;
        ascending = size;
        System.arraycopy(state.indices, 0, active, 0, size);
        for (int n = 0; n < size; n++) {
            counts[active[n]] = state.counts[n];
        }
        state.clearInputs();
    }

    /** Sorts the active inputs in ascending order, returns their number and clears them. */
    private int sort() {
        int found = size;
        if (found > ascending) {
            if ((long) found * DENSE > counts.length) {
                sortByCounts();
            } else {
                sortByBits();
            }
        }
        size = 0;
        ascending = 0;
        return found;
    }

    private void sortByCounts() {
        int at = 0;
        for (int index = 0; index < counts.length; index++) {
            active[at] = index;
            at += counts[index] == 0 ? 0 : 1;
        }
    }

    /** Sorts with one bit per input and one bit per word of bits. */
    private void sortByBits() {
        for (int n = 0; n < size; n++) {
            int index = active[n];
            words[index >>> 6] |= 1L << (index & 63);
            summary[index >>> 12] |= 1L << ((index >>> 6) & 63);
        }
        int at = 0;
        for (int s = 0; s < summary.length; s++) {
            for (long some = summary[s]; some != 0; some &= some - 1) {
                int word = (s << 6) + Long.numberOfTrailingZeros(some);
                for (long bits = words[word]; bits != 0; bits &= bits - 1) {
                    active[at++] = (word << 6) + Long.numberOfTrailingZeros(bits);
                }
                words[word] = 0;
            }
            summary[s] = 0;
        }
    }
}
