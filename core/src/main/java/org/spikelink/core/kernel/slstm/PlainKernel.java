package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.slstm.SlstmSpec.MEM;
import static org.spikelink.core.kernel.slstm.SlstmSpec.SYN;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Gates;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.model.Reset;

/**
 * The kernel in plain Java: loops over {@code Math.fma} that the JIT turns into vector instructions. Runs everywhere;
 * the reference for every other kernel.
 */
final class PlainKernel implements SlstmKernel {
    private final int hidden;
    private final int outputs;
    private final Reset reset;
    private final float[] threshold;
    private final float[] bias; // [4H]
    private final float[][]
            inputRows; // [X][4H]: W transposed, so that an active input adds one row
    private final int[] recurrentNeurons; // K, those with recurrent weights
    private final float[][] recurrentRows; // [K][4H]: U transposed
    private final float[] used; // [K] their mem
    private final float[] pre; // [4H]
    private final float[] i; // [H], like the five arrays below
    private final float[] f;
    private final float[] g;
    private final float[] o;
    private final float[] syn;
    private final float[] mem;
    private final int[] spikes; // [H]

    PlainKernel(GateWeights weights) {
        hidden = weights.hidden();
        outputs = 4 * hidden;
        reset = weights.reset();
        threshold = weights.threshold();
        bias = weights.bias().clone();
        doubleG(bias);
        inputRows = transposed(weights.weightIh(), weights.inputs());
        recurrentNeurons = weights.recurrentNeurons();
        float[][] allRows = transposed(weights.weightHh(), hidden);
        recurrentRows = new float[recurrentNeurons.length][];
        for (int k = 0; k < recurrentRows.length; k++) {
            recurrentRows[k] = allRows[recurrentNeurons[k]];
        }
        used = new float[recurrentRows.length];
        pre = new float[outputs];
        i = new float[hidden];
        f = new float[hidden];
        g = new float[hidden];
        o = new float[hidden];
        syn = new float[hidden];
        mem = new float[hidden];
        spikes = new int[hidden];
    }

    @Override
    public void step(FrameGroup x, LayerState state) {
        for (int b = 0; b < x.streams(); b++) {
            int row = x.row(b);
            state.store(row, SYN, syn, 0);
            state.store(row, MEM, mem, 0);
            preactivate(x, b);
            activate();
            reset(state.values(MEM), state.offset(row));
            state.load(row, SYN, syn, 0);
            state.load(row, MEM, mem, 0);
        }
    }

    /** pre = b + W x + U mem, one chain per output: four terms per pass, in order, to load each output less often. */
    private void preactivate(FrameGroup x, int b) {
        System.arraycopy(bias, 0, pre, 0, outputs);
        int[] indices = x.indices();
        float[] values = x.values();
        int end = x.end(b);
        int n = x.start(b);
        for (; n + 4 <= end; n += 4) {
            addFour(
                    inputRows,
                    indices[n],
                    indices[n + 1],
                    indices[n + 2],
                    indices[n + 3],
                    values,
                    n);
        }
        for (; n < end; n++) {
            addOne(inputRows[indices[n]], values[n]);
        }
        for (int k = 0; k < used.length; k++) {
            used[k] = mem[recurrentNeurons[k]];
        }
        int k = 0;
        for (; k + 4 <= used.length; k += 4) {
            addFour(recurrentRows, k, k + 1, k + 2, k + 3, used, k);
        }
        for (; k < used.length; k++) {
            addOne(recurrentRows[k], used[k]);
        }
    }

    private void addOne(float[] w, float x) {
        for (int j = 0; j < outputs; j++) {
            pre[j] = Math.fma(x, w[j], pre[j]);
        }
    }

    private void addFour(float[][] rows, int r0, int r1, int r2, int r3, float[] xs, int n) {
        chainFour(
                pre, rows[r0], rows[r1], rows[r2], rows[r3], xs[n], xs[n + 1], xs[n + 2], xs[n + 3],
                outputs);
    }

    private static void chainFour(
            float[] acc,
            float[] w0,
            float[] w1,
            float[] w2,
            float[] w3,
            float x0,
            float x1,
            float x2,
            float x3,
            int n) {
        for (int j = 0; j < n; j++) {
            acc[j] =
                    Math.fma(
                            x3,
                            w3[j],
                            Math.fma(x2, w2[j], Math.fma(x1, w1[j], Math.fma(x0, w0[j], acc[j]))));
        }
    }

    private void activate() {
        System.arraycopy(pre, 0, i, 0, hidden);
        System.arraycopy(pre, hidden, f, 0, hidden);
        System.arraycopy(pre, 2 * hidden, g, 0, hidden);
        System.arraycopy(pre, 3 * hidden, o, 0, hidden);
        Gates.sigmoid(i, hidden);
        Gates.sigmoid(f, hidden);
        Gates.sigmoid(g, hidden);
        Gates.sigmoid(o, hidden);
        Gates.current(i, f, g, syn, hidden);
        Gates.membrane(o, syn, mem, hidden);
    }

    /** Resets neurons that were above their threshold one step ago; {@code previous} still holds that step. */
    private void reset(float[] previous, int at) {
        if (reset == Reset.NONE) {
            return;
        }
        boolean subtract = reset == Reset.SUBTRACT;
        for (int j = 0; j < hidden; j++) {
            if (previous[at + j] > threshold[j]) {
                mem[j] = subtract ? mem[j] - threshold[j] : 0f;
            }
        }
    }

    @Override
    public void collect(LayerState state, int row, FrameGroup spk) {
        Gates.spikes(state.values(MEM), state.offset(row), threshold, spikes);
        spk.addFlagged(spikes, hidden);
    }

    /** [4H][columns] to [columns][4H], the rows of g doubled (exact) for tanh(x) = 2 sigmoid(2x) - 1. */
    private float[][] transposed(float[] weights, int columns) {
        float[][] rows = new float[columns][outputs];
        for (int j = 0; j < outputs; j++) {
            for (int c = 0; c < columns; c++) {
                rows[c][j] = weights[j * columns + c];
            }
        }
        for (float[] row : rows) {
            doubleG(row);
        }
        return rows;
    }

    private void doubleG(float[] row) {
        for (int j = 2 * hidden; j < 3 * hidden; j++) {
            row[j] *= 2f;
        }
    }
}
