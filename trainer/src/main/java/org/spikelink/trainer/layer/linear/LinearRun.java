package org.spikelink.trainer.layer.linear;

import java.util.Arrays;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;
import org.spikelink.trainer.math.ColumnSums;

/** Forward and backward pass of a linear layer for one shard: y = W x + b. */
public final class LinearRun implements LayerRun {
    private final TrainableLinear layer;
    private final int width;
    private float[] y = {}; // [rows][width]
    private float[] dy = {};

    LinearRun(TrainableLinear layer) {
        this.layer = layer;
        width = layer.outputs();
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        int size = Math.multiplyExact(rows.end(), width);
        if (y.length < size) {
            y = new float[size];
            dy = new float[size];
        }
        layer.projection().forward(x, rows, layer.bias(), y);
    }

    @Override
    public void backward(
            LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        layer.projection().backward(x, rows, dy, gradients);
        if (layer.biasSlot() != null) {
            int at = gradients.at(layer.biasSlot());
            ColumnSums.of(dy, rows.sequences(), rows.end(), width, gradients.values(), at);
        }
    }

    @Override
    public void carry(Rows rows) {
        // A linear layer has no state.
    }

    @Override
    public float[] outputs() {
        return y;
    }

    @Override
    public float[] outputGradients() {
        return dy;
    }

    @Override
    public float[] membranes() {
        return y;
    }

    @Override
    public float[] membraneGradients() {
        return dy;
    }

    @Override
    public void clearGradients(Rows rows) {
        Arrays.fill(dy, 0, rows.end() * width, 0f);
    }

    @Override
    public void countSpikes(Rows rows, double[] counts) {
        // A linear layer does not spike.
    }
}
