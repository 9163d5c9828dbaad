package org.spikelink.trainer.layer;

import org.spikelink.core.frame.FrameGroup;

/** Sums over the rows of a shard that a step needs of the whole batch: of its values before the forward pass, and of their gradients before the backward pass. */
public interface RowStatistics {
    /** Whether they are needed for this chunk. */
    boolean isNeeded();

    /** Adds a row to the sums of the forward pass. */
    void addValues(FrameGroup x);

    /**
     * Adds a row to the sums of the backward pass.
     *
     * @param dOut gradients of the outputs, channels-last; may be overwritten
     */
    void addGradients(FrameGroup x, float[] dOut, long draw);

    /** The sums of this shard. */
    double[] sums(boolean backward);

    /** Takes the sums of the whole batch over; by one run for all. */
    void join(double[] sums, boolean backward);
}
