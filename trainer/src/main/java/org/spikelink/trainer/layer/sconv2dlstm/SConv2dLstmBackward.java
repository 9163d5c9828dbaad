package org.spikelink.trainer.layer.sconv2dlstm;

import java.util.Arrays;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.Reset;
import org.spikelink.trainer.layer.ByChannel;
import org.spikelink.trainer.layer.ChannelsLast;
import org.spikelink.trainer.layer.ConvolutionGradient;
import org.spikelink.trainer.layer.DenseInput;
import org.spikelink.trainer.layer.LayerInput;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.layer.ShardGradients;

/** Backpropagation through the steps of spiking convolutional LSTM neurons. */
final class SConv2dLstmBackward {
    private final TrainableSConv2dLstm layer;
    private final SConv2dLstmSpec spec;
    private final SConv2dLstmStates s;
    private final int[] memIndices;
    private final ConvolutionGradient gradient;
    private final FrameGroup frame = new FrameGroup();
    private final int channels;
    private final int pixels;
    private final int neurons;
    private final int outputs;
    private final Image both; // inputs and mem
    private final float[] slope; // [outputs]
    private final float[] ordered; // [outputs]
    private final float[] dMem; // [neurons]
    private final float[] dPre; // [pixels][4 O]
    private final float[] dBoth; // [pixels][C + O]
    private final float[] dBothByChannel; // [C + O][pixels]
    private final double[] dBias;
    private final double[] dThreshold;
    private final ByChannel loops;
    private float[] memCarry = {}; // [sequences][neurons] from the following step, like synCarry
    private float[] synCarry = {};

    SConv2dLstmBackward(TrainableSConv2dLstm layer, SConv2dLstmStates s, int[] memIndices) {
        this.layer = layer;
        this.s = s;
        this.memIndices = memIndices;
        spec = layer.spec();
        channels = spec.channels();
        pixels = (int) spec.in().pixels();
        neurons = channels * pixels;
        outputs = spec.outputs();
        both = spec.shape().in();
        gradient = new ConvolutionGradient(spec.shape());
        slope = new float[outputs];
        ordered = new float[outputs];
        dMem = new float[neurons];
        dPre = new float[4 * neurons];
        dBoth = new float[(int) both.size()];
        dBothByChannel = new float[dBoth.length];
        dBias = new double[4 * channels];
        dThreshold = new double[channels];
        loops = new ByChannel(channels);
    }

    void run(LayerInput x, Rows rows, float[] spikeCost, long draw, ShardGradients gradients) {
        if (memCarry.length < rows.sequences() * neurons) {
            memCarry = new float[rows.sequences() * neurons];
            synCarry = new float[memCarry.length];
        }
        Arrays.fill(memCarry, 0f);
        Arrays.fill(synCarry, 0f);
        Arrays.fill(dBias, 0);
        Arrays.fill(dThreshold, 0);
        gradient.begin();
        for (int t = rows.steps() - 1; t >= 0; t--) {
            for (int b = 0; b < rows.active(t); b++) {
                int row = rows.begin(t) + b;
                int previous = rows.previous(t) + b;
                throughSpikes(row, spikeCost, draw + row);
                System.arraycopy(memCarry, b * neurons, dMem, 0, neurons);
                s.unpool(row, dMem);
                throughReset(previous * neurons);
                throughGates(previous * neurons, row * neurons, b * neurons);
                throughConvolution(x, rows, t, b);
            }
        }
        if (x instanceof DenseInput dense) {
            dense.backward(rows);
        }
        write(gradients);
    }

    /** d mem += d spk * surrogate(mem - threshold), of pooled mem. */
    private void throughSpikes(int row, float[] spikeCost, long draw) {
        int at = row * outputs;
        for (int j = 0; spikeCost != null && j < outputs; j++) {
            s.dSpk[at + j] += spikeCost[j];
        }
        ChannelsLast.from(spec.out(), s.pooled, at, slope, 0);
        ChannelsLast.from(spec.out(), s.dSpk, at, ordered, 0);
        layer.gate().backward(slope, ordered, outputs, dThreshold, loops, draw);
        ChannelsLast.to(spec.out(), slope, 0, ordered, 0);
        for (int j = 0; j < outputs; j++) {
            s.dPooled[at + j] += ordered[j];
        }
    }

    /** The reset itself carries no gradient. */
    private void throughReset(int before) {
        for (int j = 0; spec.reset() != Reset.NONE && j < neurons; j++) {
            int c = j / pixels;
            if (s.mem[before + j] > layer.gate().thresholds()[c]) {
                if (spec.reset() == Reset.ZERO) {
                    dMem[j] = 0f;
                } else {
                    dThreshold[c] -= dMem[j];
                }
            }
        }
    }

    private void throughGates(int before, int at, int carryAt) {
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                int j = c * pixels + p;
                int q = p * 4 * channels + c;
                float i = s.gates[4 * at + q];
                float f = s.gates[4 * at + q + channels];
                float o = s.gates[4 * at + q + 2 * channels];
                float g = s.gates[4 * at + q + 3 * channels];
                float tanh = s.tanhSyn[at + j];
                float dm = dMem[j];
                float ds = Math.fma(dm * o, Math.fma(-tanh, tanh, 1f), synCarry[carryAt + j]);
                dPre[q] = ds * g * i * (1f - i);
                dPre[q + channels] = ds * s.syn[before + j] * f * (1f - f);
                dPre[q + 2 * channels] = dm * tanh * o * (1f - o);
                dPre[q + 3 * channels] = ds * i * Math.fma(-g, g, 1f);
                synCarry[carryAt + j] = ds * f;
            }
        }
    }

    private void throughConvolution(LayerInput x, Rows rows, int t, int b) {
        int before = (rows.previous(t) + b) * neurons;
        x.row(rows, t, b, frame);
        gradient.addWeights(
                frame.indices(),
                frame.start(0),
                frame.end(0),
                frame.values(),
                frame.start(0),
                dPre,
                0);
        gradient.addWeights(memIndices, 0, neurons, s.mem, before, dPre, 0);
        for (int q = 0; q < dPre.length; q++) {
            dBias[q % dBias.length] += dPre[q];
        }
        gradient.inputs(layer.weightForInputs(), dPre, 0, dBoth);
        ChannelsLast.to(both, dBoth, 0, dBothByChannel, 0);
        System.arraycopy(dBothByChannel, spec.inputs(), memCarry, b * neurons, neurons);
        if (x instanceof DenseInput dense) {
            int row = rows.begin(t) + b;
            System.arraycopy(
                    dBothByChannel, 0, dense.gradients(), row * spec.inputs(), spec.inputs());
        }
    }

    private void write(ShardGradients gradients) {
        gradient.writeWeights(gradients.values(), gradients.at(layer.weightSlot()));
        if (layer.biasParameter() != null) {
            layer.biasParameter().writeGradients(dBias, gradients);
        }
        layer.gate().write(dThreshold, gradients);
    }
}
