package org.spikelink.trainer.layer.slstm;

import java.util.Arrays;
import org.spikelink.trainer.layer.Rows;

/**
 * The results of an slstm layer's forward pass that its backward pass needs, and the gradients. Rows are in the
 * layout of {@link Rows}; the first rows of syn and mem are the initial states of the chunk. Arrays grow as needed
 * and are reused.
 */
final class SlstmStates {
    private final int hidden;
    private final boolean stateless;
    private final float[] zeros; // [H]

    /** [rows][4H] i, f, g, o after activation; the backward pass turns them into gradients of pre-activations. */
    float[] gates = {};

    /** [rows][H], as all arrays below. */
    float[] syn = {};

    float[] mem = {};

    /** tanh(syn), before the quantizer. */
    float[] tanhSyn = {};

    float[] spk = {};
    float[] dSpk = {};
    float[] dMem = {};

    SlstmStates(int hidden, boolean stateless) {
        this.hidden = hidden;
        this.stateless = stateless;
        zeros = new float[hidden];
    }

    void reserve(Rows rows) {
        int size = Math.multiplyExact(rows.end(), hidden);
        if (syn.length < size) {
            gates = new float[Math.multiplyExact(4, size)];
            syn = Arrays.copyOf(syn, size); // with the final states of the previous chunk
            mem = Arrays.copyOf(mem, size);
            tanhSyn = new float[size];
            spk = new float[size];
            dSpk = new float[size];
            dMem = new float[size];
        }
    }

    /** The array that holds syn one step earlier, starting at {@link #previousAt}. */
    float[] previousSyn() {
        return stateless ? zeros : syn;
    }

    /** The array that holds mem one step earlier, starting at {@link #previousAt}. */
    float[] previousMem() {
        return stateless ? zeros : mem;
    }

    int previousAt(int previousRow) {
        return stateless ? 0 : previousRow * hidden;
    }

    /** Copies the states at the end of the chunk to the first rows. */
    void carry(Rows rows) {
        int last = rows.begin(rows.steps() - 1) * hidden;
        int size = rows.continuing() * hidden;
        System.arraycopy(syn, last, syn, 0, size);
        System.arraycopy(mem, last, mem, 0, size);
    }

    /** The neuron with the largest mem - threshold of the row that starts at {@code at}, the first on a tie. */
    int winner(int at, float[] threshold) {
        int winner = 0;
        for (int j = 1; j < hidden; j++) {
            if (mem[at + j] - threshold[j] > mem[at + winner] - threshold[winner]) {
                winner = j;
            }
        }
        return winner;
    }

    /** Sets the other neurons of a row to 0. */
    void keepOnly(int winner, float[] values, int at) {
        float kept = values[at + winner];
        Arrays.fill(values, at, at + hidden, 0f);
        values[at + winner] = kept;
    }
}
