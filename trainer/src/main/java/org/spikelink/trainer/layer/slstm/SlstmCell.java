package org.spikelink.trainer.layer.slstm;

import java.util.Arrays;
import org.spikelink.core.kernel.Chains;

/** The equations of one step and their derivatives, as loops over neurons. Gates of a row are i, f, g, o [4H]. */
final class SlstmCell {
    private final Chains chains = Chains.ofThisJvm();
    private final int hidden;
    private final int outputs;

    SlstmCell(int hidden) {
        this.hidden = hidden;
        outputs = 4 * hidden;
    }

    /**
     * pre += U mem for rows {@code row..row + active}, of mem one step earlier; k ascending.
     *
     * @param fedBack U is 0 for all k from this one on
     */
    void recur(
            float[] mem,
            int previous,
            float[] u,
            int uAt,
            int fedBack,
            float[] pre,
            int row,
            int active) {
        if (fedBack == hidden) {
            int at = previous * hidden;
            chains.addProduct(pre, row * outputs, outputs, u, uAt, mem, at, active, hidden);
            return;
        }
        for (int b = 0; b < active; b++) {
            int at = (previous + b) * hidden;
            chains.addProduct(pre, (row + b) * outputs, outputs, u, uAt, mem, at, 1, fedBack);
        }
    }

    /** sigmoid of i, f and o, and of 2 g: tanh(x) = 2 sigmoid(2x) - 1. */
    void activate(float[] pre, int row, int active) {
        for (int b = 0; b < active; b++) {
            int g = (row + b) * outputs + 2 * hidden;
            for (int j = g; j < g + hidden; j++) {
                pre[j] += pre[j];
            }
        }
        chains.sigmoid(pre, row * outputs, active * outputs);
    }

    /** syn = f syn + i g; mem = o tanh(syn). Replaces the gate of g by g itself. */
    void advance(
            float[] gates,
            int i,
            float[] previousSyn,
            int previousAt,
            float[] syn,
            float[] tanhSyn,
            float[] mem,
            int at) {
        int f = i + hidden;
        int g = f + hidden;
        int o = g + hidden;
        for (int j = 0; j < hidden; j++) {
            float tanh = gates[g + j] + gates[g + j] - 1f;
            gates[g + j] = tanh;
            syn[at + j] = Math.fma(gates[f + j], previousSyn[previousAt + j], gates[i + j] * tanh);
        }
        chains.decay(syn, tanhSyn, at, hidden);
        for (int j = 0; j < hidden; j++) {
            float e = tanhSyn[at + j];
            tanhSyn[at + j] = (1f - e) / (1f + e);
            mem[at + j] = (gates[o + j] * (1f - e)) / (1f + e);
        }
    }

    /**
     * Backward pass of {@link #advance} and {@link #activate}: gates are replaced by the gradients of their
     * pre-activations.
     *
     * @param dSyn gradient of syn from the following step; replaced by that of syn one step earlier
     */
    void backward(
            float[] gates,
            int i,
            float[] previousSyn,
            int previousAt,
            float[] tanhSyn,
            float[] dMem,
            int at,
            float[] dSyn,
            int dSynAt) {
        int f = i + hidden;
        int g = f + hidden;
        int o = g + hidden;
        for (int j = 0; j < hidden; j++) {
            float iGate = gates[i + j];
            float fGate = gates[f + j];
            float gGate = gates[g + j];
            float oGate = gates[o + j];
            float tanh = tanhSyn[at + j];
            float dm = dMem[at + j];
            float ds = Math.fma(dm * oGate, Math.fma(-tanh, tanh, 1f), dSyn[dSynAt + j]);
            gates[i + j] = ds * gGate * iGate * (1f - iGate);
            gates[f + j] = ds * previousSyn[previousAt + j] * fGate * (1f - fGate);
            gates[g + j] = ds * iGate * Math.fma(-gGate, gGate, 1f);
            gates[o + j] = dm * tanh * oGate * (1f - oGate);
            dSyn[dSynAt + j] = ds * fGate;
        }
    }

    /** dMem of the previous step = U' d gates, for {@code active} rows starting at {@code row}. */
    void recurBack(float[] dGates, int row, float[] uRows, float[] dMem, int active) {
        Arrays.fill(dMem, 0, active * hidden, 0f);
        chains.addProduct(dMem, 0, hidden, uRows, 0, dGates, row * outputs, active, outputs);
    }
}
