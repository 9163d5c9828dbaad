package org.spikelink.trainer.layer;

import java.util.Map;
import org.spikelink.core.kernel.Chains;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.math.Layout;
import org.spikelink.trainer.network.NetworkRun;

/**
 * y = W x + b for all rows of a chunk, the first operation of every layer: W is transposed, [inputs][outputs], so
 * that an active input adds one row.
 */
public final class Projection {
    private final Chains chains = Chains.ofThisJvm();
    private final Parameters parameters;
    private final Parameters.Slot weight;
    private final int inputs;
    private final int outputs;

    public Projection(Parameters parameters, int inputs, int outputs) {
        this.parameters = parameters;
        this.inputs = inputs;
        this.outputs = outputs;
        weight = parameters.add((long) inputs * outputs);
    }

    public Parameters.Slot weight() {
        return weight;
    }

    /** y [rows][outputs] = bias + x W, inputs ascending: the deployed kernel's chain. */
    public void forward(LayerInput x, Rows rows, float[] bias, float[] y) {
        for (int row = rows.sequences(); row < rows.end(); row++) {
            System.arraycopy(bias, 0, y, row * outputs, outputs);
        }
        float[] w = parameters.values();
        if (x instanceof DenseInput dense) {
            int first = rows.sequences();
            chains.addProduct(
                    y,
                    first * outputs,
                    outputs,
                    w,
                    weight.at(),
                    dense.rows(),
                    first * inputs,
                    rows.count(),
                    inputs);
        } else {
            for (int t = 0; t < rows.steps(); t++) {
                add(x, rows, t, y);
            }
        }
    }

    /**
     * y [rows][outputs] += x W in the rows of step {@code t}: for layers whose chain starts with a value of their
     * own.
     */
    public void add(LayerInput x, Rows rows, int t, float[] y) {
        float[] w = parameters.values();
        int first = rows.begin(t);
        if (x instanceof DenseInput dense) {
            chains.addProduct(
                    y,
                    first * outputs,
                    outputs,
                    w,
                    weight.at(),
                    dense.rows(),
                    first * inputs,
                    rows.active(t),
                    inputs);
        } else if (x instanceof FrameInput frames) {
            for (int b = 0; b < rows.active(t); b++) {
                frames.addProduct(t, b, w, weight.at(), y, (first + b) * outputs, outputs);
            }
        }
    }

    /**
     * Gradients of W and x, given that of y. Frames need no gradient, and the gradient of the weights on frames is
     * computed for the whole batch at once: see {@link NetworkRun#addInputGradients}.
     *
     * @param gradients of the shard
     */
    public void backward(LayerInput x, Rows rows, float[] dy, ShardGradients gradients) {
        if (x instanceof DenseInput dense) {
            int first = rows.sequences();
            gradients
                    .gemm()
                    .transposedTimes(
                            inputs,
                            outputs,
                            rows.count(),
                            dense.rows(),
                            first * inputs,
                            dy,
                            first * outputs,
                            gradients.values(),
                            gradients.at(weight));
            gradients
                    .gemm()
                    .timesTransposed(
                            rows.count(),
                            inputs,
                            outputs,
                            dy,
                            first * outputs,
                            parameters.values(),
                            weight.at(),
                            dense.gradients(),
                            first * inputs);
            dense.backward(rows);
        } else if (x instanceof FrameInput frames) {
            frames.transpose(rows);
        }
    }

    public void load(Tensor tensor) {
        Layout.transpose(tensor.values(), 0, outputs, inputs, parameters.values(), weight.at());
    }

    public void store(String name, Map<String, Tensor> tensors, float[] from) {
        float[] values = new float[weight.size()];
        Layout.transpose(from, weight.at(), inputs, outputs, values, 0);
        tensors.put(name, new Tensor(new int[] {outputs, inputs}, values));
    }
}
