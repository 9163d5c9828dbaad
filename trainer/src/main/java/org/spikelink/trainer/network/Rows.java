package org.spikelink.trainer.network;

/**
 * Where a shard's sequences lie in arrays of rows, a row for each sequence and step: first a block of initial states,
 * then step after step the sequences that still run. Sequences are ordered by length, longest first, so that at each step
 * those that run are the first ones. Covers a chunk of consecutive steps.
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
     * Moves to the steps {@code newFrom} to {@code to}, not including it.
     *
     * @return whether any sequence runs there
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

    /** Steps of the chunk, of the longest sequence. */
    public int steps() {
        return steps;
    }

    /** Sequences in the chunk; so many rows of initial states come first. */
    public int sequences() {
        return begin[0];
    }

    /** Steps that sequence {@code b} has in the chunk. */
    public int steps(int b) {
        return Math.min(from + steps, lengths[b]) - from;
    }

    /** First row of step {@code t} of the chunk; sequence b's is b rows further. */
    public int begin(int t) {
        return begin[t];
    }

    /** First row of the step before {@code t}: of the initial states for the first. */
    public int previous(int t) {
        return t == 0 ? 0 : begin[t - 1];
    }

    /** Sequences that run at step {@code t}. */
    public int active(int t) {
        return begin[t + 1] - begin[t];
    }

    /** All rows, those of the initial states included. */
    public int end() {
        return begin[steps];
    }

    /** Rows without those of the initial states. */
    public int count() {
        return end() - sequences();
    }

    /** Sequences that go on behind the chunk. */
    public int continuing() {
        return activeAt(from + steps);
    }
}
