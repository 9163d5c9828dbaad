package org.spikelink.trainer.network;

/** What a layer sees, as the active inputs of one row at a time. */
public sealed interface LayerInput permits FrameInput, DenseInput {

    /** Turns to sequence {@code b} at step {@code t} of the chunk, which stands in {@code row}. */
    void select(int t, int b, int row);

    /** Active inputs, ascending between {@link #from} and {@link #to}. */
    int[] indices();

    /** Parallel to {@link #indices}. */
    float[] values();

    int from();

    int to();
}
