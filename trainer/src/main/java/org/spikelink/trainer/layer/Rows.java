package org.spikelink.trainer.layer;

/**
 * Where a shard's sequences lie in arrays of rows, a row for each sequence and step: first a block of initial states,
 * then, step by step, the sequences that are still running. Sequences are ordered by length, longest first, so that
 * the running sequences are the first ones at each step. Covers a chunk of consecutive steps.
 */
public final class Rows {
    private int[] lengths = {};
    private int from;
    private int steps;
    private int[] begin = new int[1]; // [steps + 1]

    /** The whole sequences, of {@code descending} lengths. */
    public void sequences(int[] descending) {
        lengths = descending.clone();
    }

    /**
     * Moves to the steps from {@code newFrom} to {@code to} (exclusive).
     *
     * @return whether any sequence has steps there
     */
    public boolean chunk(int newFrom, int to) {
        from = newFrom;
        steps = lengths.length == 0 ? 0 : Math.max(0, Math.min(to, lengths[0]) - newFrom);
        if (begin.length <= steps) {
            begin = new int[steps + 1];
        }
        begin[0] = activeAt(newFrom);
        for (int t = 0; t < steps; t++) {
            begin[t + 1] = Math.addExact(begin[t], activeAt(newFrom + t));
        }
        return steps > 0;
    }

    private int activeAt(int step) {
        int active = lengths.length;
        while (active > 0 && lengths[active - 1] <= step) {
            active--;
        }
        return active;
    }

    /** First step of the chunk within the sequences. */
    public int from() {
        return from;
    }

    /** Number of steps of the longest sequence in the chunk. */
    public int steps() {
        return steps;
    }

    /** Number of sequences in the chunk, and of the rows of initial states that come first. */
    public int sequences() {
        return begin[0];
    }

    /** Number of steps of sequence {@code b} in the chunk. */
    public int steps(int b) {
        return Math.min(from + steps, lengths[b]) - from;
    }

    /** First row of step {@code t} of the chunk; the row of sequence b is b rows further. */
    public int begin(int t) {
        return begin[t];
    }

    /** First row of the step before {@code t}; for the first step, of the initial states. */
    public int previous(int t) {
        return t == 0 ? 0 : begin[t - 1];
    }

    /** Number of sequences that are running at step {@code t}. */
    public int active(int t) {
        return begin[t + 1] - begin[t];
    }

    /** Number of rows, including those of the initial states. */
    public int end() {
        return begin[steps];
    }

    /** Number of rows, without those of the initial states. */
    public int count() {
        return end() - sequences();
    }

    /** Number of sequences that continue after the chunk. */
    public int continuing() {
        return activeAt(from + steps);
    }
}
