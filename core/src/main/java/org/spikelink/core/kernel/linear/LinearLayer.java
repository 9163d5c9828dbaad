package org.spikelink.core.kernel.linear;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;

/**
 * y = W x + b, stateless: acc = b; for the active inputs, index ascending, acc = fma(x, w, acc). Its real-valued
 * output is dense; if it is the last layer, the readout uses it as the membrane potential.
 */
final class LinearLayer implements Layer {
    private final LinearSpec spec;
    private final int outputs;
    private final float[] bias;
    private final float[][] rows; // [X][outputs]
    private final float[] acc;

    LinearLayer(LinearSpec spec, LayerWeights weights) {
        this.spec = spec;
        outputs = spec.outputs();
        bias = weights.has(LinearSpec.BIAS) ? weights.get(LinearSpec.BIAS) : new float[outputs];
        float[] weight = weights.get(LinearSpec.WEIGHT);
        acc = new float[outputs];
        rows = new float[spec.inputs()][outputs];
        for (int j = 0; j < outputs; j++) {
            for (int c = 0; c < spec.inputs(); c++) {
                rows[c][j] = weight[j * spec.inputs() + c];
            }
        }
    }

    @Override
    public LayerSpec spec() {
        return spec;
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

    @Override
    public long inputOperations(FrameGroup x) {
        return (long) outputs * x.inputs();
    }

    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        return out.values();
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return out.start(b);
    }
}
