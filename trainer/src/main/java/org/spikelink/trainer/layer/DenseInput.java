package org.spikelink.trainer.layer;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.trainer.math.KeyedRandom;

/**
 * The input of a layer that follows another, [rows][n]: the outputs of the layer below. With dropout, the same outputs
 * of a sequence are dropped at all its steps, and the others are scaled by 1 / (1 - dropout). Gradients flow back the
 * same way.
 *
 * <p>Source: Gal and Ghahramani 2016, "A theoretically grounded application of dropout in recurrent neural networks".
 */
public final class DenseInput implements LayerInput {
    private final LayerRun source;
    private final int n;
    private float[] scale = {}; // [sequences][n], 0 if dropped; used only with dropout
    private float[] dropped = {};
    private boolean drops;

    public DenseInput(LayerRun source, int n) {
        this.source = source;
        this.n = n;
    }

    /**
     * Draws the outputs that are dropped in a chunk: the same in each chunk of the sequences.
     *
     * @param dropout share, 0 for none
     * @param draw key of the sequences
     */
    public void chunk(Rows rows, double dropout, long draw) {
        drops = dropout > 0;
        if (!drops) {
            return;
        }
        int size = rows.sequences() * n;
        if (scale.length < size) {
            scale = new float[size];
        }
        if (dropped.length < rows.end() * n) {
            dropped = new float[rows.end() * n];
        }
        KeyedRandom.dropoutMask(scale, 0, size, dropout, draw);
        scaleSteps(rows, source.outputs(), dropped);
    }

    /** Scales all rows of a sequence by its mask. */
    private void scaleSteps(Rows rows, float[] from, float[] to) {
        for (int t = 0; t < rows.steps(); t++) {
            int first = rows.begin(t) * n;
            for (int j = 0; j < rows.active(t) * n; j++) {
                to[first + j] = from[first + j] * scale[j];
            }
        }
    }

    @Override
    public void row(Rows rows, int t, int b, FrameGroup to) {
        to.clear();
        float[] values = rows();
        int at = (rows.begin(t) + b) * n;
        for (int j = 0; j < n; j++) {
            if (values[at + j] != 0) {
                to.add(j, values[at + j]);
            }
        }
        to.endStream(0);
    }

    @Override
    public void copy(Rows rows, int t, int b, float[] to, int at, int count) {
        System.arraycopy(rows(), (rows.begin(t) + b) * n, to, at, count);
    }

    /** All rows. */
    float[] rows() {
        return drops ? dropped : source.outputs();
    }

    /** The gradient of {@link #rows}, to be written by the layer. */
    public float[] gradients() {
        return source.outputGradients();
    }

    /** Passes the gradients in {@link #gradients} on to the layer below. */
    public void backward(Rows rows) {
        if (drops) {
            scaleSteps(rows, source.outputGradients(), source.outputGradients());
        }
    }
}
