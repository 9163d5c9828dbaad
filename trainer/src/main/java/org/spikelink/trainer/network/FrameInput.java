package org.spikelink.trainer.network;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.kernel.Chains;
import org.spikelink.trainer.data.LabelledSequence;

/**
 * The frames of a shard's sequences, as the first layer sees them; and, for the gradient of its input weights, the same
 * the other way round: which rows each input is active in.
 */
public final class FrameInput implements LayerInput {
    private final Chains chains = Chains.ofThisJvm();
    private List<LabelledSequence> sequences = List.of();
    private int firstStep;
    private final int[] columns; // [X + 1] where each input's rows begin
    private int[] rowOf = {};
    private float[] valueOf = {};

    FrameInput(int inputs) {
        columns = new int[inputs + 1];
    }

    /** Sequences in the order of their rows. */
    public void sequences(List<LabelledSequence> ordered) {
        sequences = List.copyOf(ordered);
    }

    /** Moves to a chunk. */
    public void chunk(Rows rows) {
        firstStep = rows.from();
    }

    /** y += x W of sequence {@code b} at step {@code t} of the chunk, inputs ascending. */
    void addProduct(int t, int b, float[] w, int wAt, float[] y, int at, int n) {
        LabelledSequence s = sequences.get(b);
        int step = firstStep + t;
        chains.addActive(y, at, n, w, wAt, s.indices(), s.values(), s.start(step), s.end(step));
    }

    /** Sorts the chunk's active inputs by input, then by row. */
    void transpose(Rows rows) {
        Arrays.fill(columns, 0);
        for (int b = 0; b < rows.sequences(); b++) {
            LabelledSequence s = sequences.get(b);
            for (int n = s.start(firstStep); n < s.end(firstStep + rows.steps(b) - 1); n++) {
                columns[s.indices()[n] + 1]++;
            }
        }
        for (int c = 1; c < columns.length; c++) {
            columns[c] += columns[c - 1];
        }
        reserve(columns[columns.length - 1]);
        place(rows);
    }

    private void reserve(int active) {
        if (rowOf.length < active) {
            rowOf = new int[active];
            valueOf = new float[active];
        }
    }

    /** Moves each start to its end, and so back by one place at last. */
    private void place(Rows rows) {
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                LabelledSequence s = sequences.get(b);
                for (int n = s.start(firstStep + t); n < s.end(firstStep + t); n++) {
                    int at = columns[s.indices()[n]]++;
                    rowOf[at] = rows.begin(t) + b;
                    valueOf[at] = s.values()[n];
                }
            }
        }
        System.arraycopy(columns, 0, columns, 1, columns.length - 1);
        columns[0] = 0;
    }

    /** Adds the gradient of one input's weights: the sum over its rows of value times gradient. */
    void addGradient(int input, float[] gradients, float[] to, int at, int n) {
        chains.addActive(
                to, at, n, gradients, 0, rowOf, valueOf, columns[input], columns[input + 1]);
    }

    /** Whether an input is active anywhere in the chunk. */
    boolean isActive(int input) {
        return columns[input] < columns[input + 1];
    }

    /** Forgets the chunk: no input is active. */
    void clear() {
        Arrays.fill(columns, 0);
    }
}
