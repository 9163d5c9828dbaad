package org.spikelink.trainer.layer;

import org.spikelink.core.frame.FrameGroup;

/** The input of a layer: sparse frames, or the outputs of the layer below. */
public sealed interface LayerInput permits FrameInput, DenseInput {
    /** Lists the values of sequence {@code b} at step {@code t} that are not 0, ascending; {@code to} is cleared first. */
    void row(Rows rows, int t, int b, FrameGroup to);

    /** Copies the {@code n} values of sequence {@code b} at step {@code t}. */
    void copy(Rows rows, int t, int b, float[] to, int at, int n);
}
