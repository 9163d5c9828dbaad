package org.spikelink.trainer.layer;

import java.util.Arrays;
import java.util.List;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Chains;
import org.spikelink.trainer.data.item.LabelledSequence;

/**
 * The frames of a shard's sequences, the input of the first layer. For the gradient of its input weights it also has
 * the transpose: the rows in which each input is active.
 */
public final class FrameInput implements LayerInput {
    private final Chains chains = Chains.ofThisJvm();
    private List<LabelledSequence> sequences = List.of();
    private int firstStep;
    private final int[] columns; // [X + 1] start of each input's rows
    private int[] rowOf = {};
    private float[] valueOf = {};

    public FrameInput(int inputs) {
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

    @Override
    public void row(Rows rows, int t, int b, FrameGroup to) {
        LabelledSequence s = sequences.get(b);
        to.clear();
        to.add(s.indices(), s.values(), s.start(firstStep + t), s.end(firstStep + t));
        to.endStream(0);
    }

    @Override
    public void copy(Rows rows, int t, int b, float[] to, int at, int n) {
        LabelledSequence s = sequences.get(b);
        Arrays.fill(to, at, at + n, 0f);
        for (int i = s.start(firstStep + t); i < s.end(firstStep + t); i++) {
            to[at + s.indices()[i]] = s.values()[i];
        }
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

    /** Moves each start to its end, then shifts all by one place. */
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
    public void addGradient(int input, float[] gradients, float[] to, int at, int n) {
        chains.addActive(
                to, at, n, gradients, 0, rowOf, valueOf, columns[input], columns[input + 1]);
    }

    /** Whether an input is active anywhere in the chunk. */
    public boolean isActive(int input) {
        return columns[input] < columns[input + 1];
    }

    /** Clears the chunk: no input is active. */
    public void clear() {
        Arrays.fill(columns, 0);
    }
}
