package org.spikelink.trainer.layer.sconv2dlstm;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Chains;
import org.spikelink.core.kernel.Convolution;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;

/** Forward and backward pass of spiking convolutional LSTM neurons for one shard. */
final class SConv2dLstmRun implements LayerRun {
    private final TrainableSConv2dLstm layer;
    private final SConv2dLstmSpec spec;
    private final SConv2dLstmStates s;
    private final SConv2dLstmBackward backward;
    private final Chains chains = Chains.ofThisJvm();
    private final Convolution convolution;
    private final FrameGroup frame = new FrameGroup();
    private final int channels;
    private final int pixels;
    private final int neurons;
    private final int outputs;
    private final int[] memIndices; // of mem among the inputs of the convolution
    private final float[] decay; // [neurons]

    SConv2dLstmRun(TrainableSConv2dLstm layer) {
        this.layer = layer;
        spec = layer.spec();
        channels = spec.channels();
        pixels = (int) spec.in().pixels();
        neurons = channels * pixels;
        outputs = spec.outputs();
        convolution = new Convolution(spec.shape(), layer.weight(), layer.bias());
        memIndices = new int[neurons];
        for (int j = 0; j < neurons; j++) {
            memIndices[j] = spec.inputs() + j;
        }
        decay = new float[neurons];
        s = new SConv2dLstmStates(spec);
        backward = new SConv2dLstmBackward(layer, s, memIndices);
    }

    @Override
    public int width() {
        return outputs;
    }

    @Override
    public void forward(LayerInput x, Rows rows) {
        s.reserve(rows);
        s.start(rows);
        convolution.load(layer.weight(), layer.bias());
        for (int t = 0; t < rows.steps(); t++) {
            for (int b = 0; b < rows.active(t); b++) {
                x.row(rows, t, b, frame);
                step(rows.previous(t) + b, rows.begin(t) + b);
            }
        }
    }

    private void step(int previous, int row) {
        int before = previous * neurons;
        int at = row * neurons;
        int gates = 4 * at;
        convolution.add(frame, 0);
        convolution.add(memIndices, 0, s.mem, before, neurons);
        for (int p = 0; p < pixels; p++) {
            System.arraycopy(
                    convolution.outputs(),
                    convolution.at(p),
                    s.gates,
                    gates + p * 4 * channels,
                    4 * channels);
        }
        convolution.finish();
        chains.sigmoid(s.gates, gates, 4 * neurons);
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                int q = gates + p * 4 * channels + c;
                int j = c * pixels + p;
                float tanh = s.gates[q + 3 * channels] + s.gates[q + 3 * channels] - 1f;
                s.gates[q + 3 * channels] = tanh;
                s.syn[at + j] =
                        Math.fma(s.gates[q + channels], s.syn[before + j], s.gates[q] * tanh);
            }
        }
        System.arraycopy(s.syn, at, decay, 0, neurons);
        chains.decay(decay, decay, 0, neurons);
        membranes(before, at, gates);
        s.pool(row);
        int outPixels = outputs / channels;
        for (int j = 0; j < outputs; j++) {
            float limit = layer.gate().thresholds()[j / outPixels];
            s.spk[row * outputs + j] = s.pooled[row * outputs + j] > limit ? 1f : 0f;
        }
    }

    private void membranes(int before, int at, int gates) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                int j = c * pixels + p;
                float o = s.gates[gates + p * 4 * channels + 2 * channels + c];
                float e = decay[j];
                s.tanhSyn[at + j] = (1f - e) / (1f + e);
                float m = o * (1f - e) / (1f + e);
                float limit = layer.gate().thresholds()[c];
                if (spec.reset() != Reset.NONE && s.mem[before + j] > limit) {
                    m = spec.reset() == Reset.SUBTRACT ? m - limit : 0f;
                }
                s.mem[at + j] = m;
            }
        }
    }

    @Override
    public void backward(
            LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        backward.run(x, rows, spikeCost, draw, gradients);
    }

    @Override
    public void carry(Rows rows) {
        s.carry(rows);
    }

    @Override
    public float[] outputs() {
        return s.spk;
    }

    @Override
    public float[] outputGradients() {
        return s.dSpk;
    }

    /** Mem, pooled if it is before it is compared. */
    @Override
    public float[] membranes() {
        return s.pooled;
    }

    @Override
    public float[] membraneGradients() {
        return s.dPooled;
    }

    @Override
    public float[] state(int variable) {
        return variable == SConv2dLstmSpec.SYN ? s.syn : s.mem;
    }
}
