package org.spikelink.core.kernel.slstm;

import java.util.stream.IntStream;
import org.spikelink.core.model.Reset;

/**
 * The weights of one SLSTM layer for a kernel, gate order i, f, g, o.
 *
 * @param inputs X, at least 1
 * @param hidden H, at least 1
 * @param weightIh W [4H][X], row-major
 * @param weightHh U [4H][H], row-major
 * @param bias b_ih + b_hh [4H], one float addition each; zeros without bias
 * @param threshold [H], without -0, because a spike is the sign of threshold - mem
 * @param reset what a neuron above its threshold does one step later
 */
public record GateWeights(
        int inputs,
        int hidden,
        float[] weightIh,
        float[] weightHh,
        float[] bias,
        float[] threshold,
        Reset reset) {

    /**
     * The neurons with a recurrent weight that is not 0, ascending. Leaving the others out changes no bit of syn and mem:
     * fma(mem, 0, acc) = acc, or makes a -0 a +0, and sigmoid has the same bits at both.
     */
    int[] recurrentNeurons() {
        return IntStream.range(0, hidden).filter(this::isRecurrent).toArray();
    }

    private boolean isRecurrent(int k) {
        for (int row = 0; row < weightHh.length / hidden; row++) {
            if (weightHh[row * hidden + k] != 0) {
                return true;
            }
        }
        return false;
    }
}
