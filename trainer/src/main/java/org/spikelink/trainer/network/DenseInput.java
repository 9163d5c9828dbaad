package org.spikelink.trainer.network;

/**
 * What one layer passes to the next, [rows][n]: its outputs, or with dropout those that are not dropped, scaled by 1 /
 * (1 - dropout). Gives gradients back the same way.
 */
public final class DenseInput implements LayerInput {
    private final LayerRun source;
    private final int n;
    private float[] scale = {}; // [rows][n], 0 where dropped; with dropout only
    private float[] dropped = {};
    private boolean drops;

    DenseInput(LayerRun source, int n) {
        this.source = source;
        this.n = n;
    }

    /**
     * Draws what is dropped in a chunk.
     *
     * @param dropout share, 0 for none
     */
    void chunk(Rows rows, double dropout, long draw) {
        drops = dropout > 0;
        if (!drops) {
            return;
        }
        int size = rows.end() * n;
        if (scale.length < size) {
            scale = new float[size];
            dropped = new float[size];
        }
        Draws.mask(scale, rows.sequences() * n, size, dropout, draw);
        float[] outputs = source.outputs();
        for (int j = rows.sequences() * n; j < size; j++) {
            dropped[j] = outputs[j] * scale[j];
        }
    }

    /** All rows. */
    float[] rows() {
        return drops ? dropped : source.outputs();
    }

    /** Where the gradient of {@link #rows} is to be written. */
    float[] gradients() {
        return source.outputGradients();
    }

    /** Passes gradients that stand in {@link #gradients} on to the layer below. */
    void backward(Rows rows) {
        float[] gradients = source.outputGradients();
        for (int j = rows.sequences() * n; drops && j < rows.end() * n; j++) {
            gradients[j] *= scale[j];
        }
    }
}
