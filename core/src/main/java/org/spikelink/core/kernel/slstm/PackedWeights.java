package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.layer.LayerState.LINE_START;

import java.util.Arrays;

/**
 * An SLSTM layer's weights in the layout of the vector kernel: neurons are in blocks with one neuron per vector lane.
 * Each block has the gates i, f, g, o one after the other, the rows of g doubled (exact) for tanh(x) = 2 sigmoid(2x)
 * - 1. The last block is padded with zero weights and thresholds that no value exceeds.
 */
final class PackedWeights {
    private static final int GATES = 4;
    private static final int G = 2;

    /** H. */
    final int hidden;

    /** Number of blocks of neurons. */
    final int blocks;

    /** Number of floats for all gates of one stream: blocks x 4 x lanes. */
    final int width;

    /** [width] */
    final float[] bias;

    /** [X][LINE_START + width]: an active input adds one row. */
    final float[][] inputRows;

    /** The neurons k whose mem is multiplied, ascending: K of them, all H unless some have no recurrent weights. */
    final int[] recurrentNeurons;

    /** [blocks][K][4 x lanes], starting at LINE_START: the weights of one block for mem[k], k ascending. */
    final float[] recurrent;

    /** [blocks x lanes] */
    final float[] threshold;

    PackedWeights(GateWeights w, int lanes) {
        hidden = w.hidden();
        blocks = (hidden + lanes - 1) / lanes;
        width = blocks * GATES * lanes;
        bias = new float[width];
        inputRows = new float[w.inputs()][LINE_START + width];
        recurrentNeurons = w.recurrentNeurons();
        recurrent = new float[LINE_START + recurrentNeurons.length * width];
        threshold = new float[blocks * lanes];
        Arrays.fill(threshold, Float.POSITIVE_INFINITY);
        System.arraycopy(w.threshold(), 0, threshold, 0, hidden);
        for (int j = 0; j < hidden; j++) {
            for (int gate = 0; gate < GATES; gate++) {
                pack(w, lanes, j, gate);
            }
        }
    }

    /** Start of a block's weights for the {@code k}th of {@link #recurrentNeurons}. */
    int recurrentAt(int block, int k, int lanes) {
        return LINE_START + (block * recurrentNeurons.length + k) * GATES * lanes;
    }

    private void pack(GateWeights w, int lanes, int j, int gate) {
        int from = gate * hidden + j;
        int block = j / lanes;
        int inBlock = gate * lanes + j % lanes;
        float scale = gate == G ? 2f : 1f;
        bias[block * GATES * lanes + inBlock] = scale * w.bias()[from];
        for (int x = 0; x < inputRows.length; x++) {
            inputRows[x][LINE_START + block * GATES * lanes + inBlock] =
                    scale * w.weightIh()[from * inputRows.length + x];
        }
        for (int k = 0; k < recurrentNeurons.length; k++) {
            recurrent[recurrentAt(block, k, lanes) + inBlock] =
                    scale * w.weightHh()[from * hidden + recurrentNeurons[k]];
        }
    }
}
