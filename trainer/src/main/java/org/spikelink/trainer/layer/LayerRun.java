package org.spikelink.trainer.layer;

import java.util.Arrays;
import org.spikelink.core.layer.StateSpec;

/**
 * The computation of one layer for one shard of a batch. Arrays are [rows][outputs] in the layout of {@link Rows} and
 * are reused. For one thread at a time.
 */
public interface LayerRun {

    /** Number of neurons or outputs. */
    int width();

    /**
     * Forward pass of all steps of a chunk. State starts at its initial values, or at the end of the previous chunk.
     */
    void forward(LayerInput x, Rows rows);

    /**
     * Backpropagation through the chunk, from the gradients in {@link #outputGradients} and {@link
     * #membraneGradients}.
     *
     * @param spikeCost [outputs] added to the gradient of each spike, or null
     * @param draw key of the random values of this call
     */
    void backward(LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients);

    /** Makes the end of the chunk the initial state of the next. */
    void carry(Rows rows);

    /** The input of the next layer: spikes or real values. */
    float[] outputs();

    float[] outputGradients();

    /** Membrane potentials; for a linear layer, its outputs. */
    float[] membranes();

    /** Gradients of {@link #membranes}, without the part that comes from spikes. */
    float[] membraneGradients();

    /** Gradients of the weighted input sums, [rows][n]; valid after the backward pass. */
    default float[] inputSumGradients() {
        return outputGradients();
    }

    /**
     * A state variable of all rows, laid out like {@link #membranes}.
     *
     * @param variable its number in the layer's {@link StateSpec}
     */
    default float[] state(int variable) {
        throw new IllegalArgumentException(
                "variable must be a state variable of the layer (got " + variable + ")");
    }

    /** Sets all gradients of the chunk's rows to zero. */
    default void clearGradients(Rows rows) {
        Arrays.fill(outputGradients(), 0, rows.end() * width(), 0f);
        Arrays.fill(membraneGradients(), 0, rows.end() * width(), 0f);
    }

    /** Adds the number of spikes of each neuron in the chunk; a linear layer has none. */
    default void countSpikes(Rows rows, double[] counts) {
        int width = width();
        float[] spikes = outputs();
        for (int at = rows.sequences() * width; at < rows.end() * width; at += width) {
            for (int j = 0; j < width; j++) {
                counts[j] += spikes[at + j];
            }
        }
    }
}
