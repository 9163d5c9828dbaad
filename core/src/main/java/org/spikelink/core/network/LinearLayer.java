package org.spikelink.core.network;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.LayerState;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.LinearWeights;

/**
 * y = W x + b, without state: acc = b; for the active inputs, index ascending, acc = fma(x, w, acc). Its real-valued
 * output is passed on dense; as the last layer it is the membrane that the readout sees.
 */
public final class LinearLayer implements Layer {
    private final int outputs;
    private final float[] bias;
    private final float[][] rows; // [X][outputs]
    private final float[] acc;

    public LinearLayer(LayerSpec.Linear spec, LinearWeights weights) {
        outputs = spec.outputs();
        bias = weights.bias() == null ? new float[outputs] : weights.bias();
        acc = new float[outputs];
        rows = new float[spec.inputs()][outputs];
        for (int j = 0; j < outputs; j++) {
            for (int c = 0; c < spec.inputs(); c++) {
                rows[c][j] = weights.weight()[j * spec.inputs() + c];
            }
        }
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int stateSize() {
        return 0;
    }

    @Override
    public void start(LayerState state, int row) {
        // A linear layer has no state.
    }

    @Override
    public void step(FrameGroup x, LayerState state, FrameGroup out) {
        out.clear();
        for (int b = 0; b < x.streams(); b++) {
            System.arraycopy(bias, 0, acc, 0, outputs);
            for (int n = x.start(b); n < x.end(b); n++) {
                add(rows[x.indices()[n]], x.values()[n]);
            }
            for (int j = 0; j < outputs; j++) {
                out.add(j, acc[j]);
            }
            out.endStream(x.row(b));
        }
    }

    private void add(float[] w, float x) {
        for (int j = 0; j < outputs; j++) {
            acc[j] = Math.fma(x, w[j], acc[j]);
        }
    }
}
