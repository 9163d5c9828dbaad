package org.spikelink.trainer.network;

/**
 * What one layer computes for one shard of a batch. Arrays are [rows][outputs] as {@link Rows} lays them out, kept and
 * reused; of one thread at a time.
 */
public sealed interface LayerRun permits SlstmRun, LinearRun {

    /** Neurons, or outputs. */
    int width();

    /** All steps of a chunk. State starts anew, or where the chunk before it ended. */
    void forward(LayerInput x, Rows rows);

    /**
     * Backpropagation through the chunk, from the gradients in {@link #outputGradients} and {@link #membraneGradients}.
     *
     * @param spikeCost [outputs] added to the gradient of each spike, or null
     * @param draw names the random values of this call
     */
    void backward(LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients);

    /** Makes the end of the chunk the initial state of the next. */
    void carry(Rows rows);

    /** What the next layer sees: spikes, or real values. */
    float[] outputs();

    float[] outputGradients();

    /** Membrane potentials; of a linear layer its outputs. */
    float[] membranes();

    /** Of {@link #membranes}, beyond what spikes give. */
    float[] membraneGradients();

    /** Sets all gradients of the chunk's rows to zero. */
    void clearGradients(Rows rows);

    /** Adds the chunk's spikes of each neuron; a linear layer has none. */
    void countSpikes(Rows rows, double[] counts);
}
