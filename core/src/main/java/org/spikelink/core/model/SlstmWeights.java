package org.spikelink.core.model;

import java.util.Arrays;

/**
 * Parameters of an SLSTM layer, gate order i, f, g, o.
 *
 * @param weightIh W [4H][X], row-major
 * @param weightHh U [4H][H], row-major
 * @param biasIh [4H], or null for none, as {@code biasHh}
 * @param biasHh [4H]
 * @param threshold [1] or [H]
 * @param syn0 [H], the synaptic current a stream starts with, or null for zero
 * @param mem0 [H], the membrane potential a stream starts with, or null for zero
 */
public record SlstmWeights(
        float[] weightIh,
        float[] weightHh,
        float[] biasIh,
        float[] biasHh,
        float[] threshold,
        float[] syn0,
        float[] mem0)
        implements LayerWeights {

    /** b_ih + b_hh [4H], one float addition each; zeros without bias. */
    public float[] bias(int hidden) {
        float[] bias = new float[4 * hidden];
        for (int j = 0; biasIh != null && j < bias.length; j++) {
            bias[j] = biasIh[j] + biasHh[j];
        }
        return bias;
    }

    /** The threshold of each neuron [H]. */
    public float[] thresholdPerNeuron(int hidden) {
        if (threshold.length == hidden) {
            return threshold.clone();
        }
        float[] same = new float[hidden];
        Arrays.fill(same, threshold[0]);
        return same;
    }
}
