package org.spikelink.trainer.layer;

import org.spikelink.core.frame.FrameGroup;

/**
 * The computation of one stateless layer, or of two as one, for one row at a time: one step of one sequence. Inputs and
 * outputs are sparse, (c, y, x) ascending. Gradients are dense and channels-last: that of value (c, y, x) is at (y * width +
 * x) * channels + c. Keeps scratch and gradients; for one thread at a time.
 */
public interface RowStep {
    /**
     * Before a chunk: takes the parameters over and sets their gradients to zero.
     *
     * @param learns whether a batch is learned from; otherwise the step has the bits of the deployed network
     */
    void begin(boolean learns);

    /** Forward pass of a row; {@code out} is cleared and filled. */
    void forward(FrameGroup x, FrameGroup out);

    /**
     * Backward pass of a row. Values between input and output are computed again.
     *
     * @param dOut gradients of the outputs; may be overwritten
     * @param dX set to the gradients of the inputs; null if they are not needed
     * @param learns whether the gradients of parameters are added up
     * @param draw key of the random values of this call
     */
    void backward(FrameGroup x, float[] dOut, float[] dX, boolean learns, long draw);

    /** After the backward pass of a chunk: writes the gradients of the parameters. */
    default void end(ShardGradients gradients) {
        // Without parameters there is nothing to write.
    }

    /** Its normalization over the batch, which needs statistics of all rows; null for none. */
    default RowStatistics statistics() {
        return null;
    }
}
