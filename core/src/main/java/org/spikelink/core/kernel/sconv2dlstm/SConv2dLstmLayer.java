package org.spikelink.core.kernel.sconv2dlstm;

import static org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec.MEM;
import static org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec.SYN;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Chains;
import org.spikelink.core.kernel.Convolution;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Reset;

/**
 * A layer of spiking convolutional LSTM neurons, the equations of {@link SConv2dLstmSpec}. The chain of each gate: acc =
 * bias; for the active inputs, ascending, acc = fma(x, w, acc); for each mem[t-1] that is not 0, (c, y, x) ascending, acc =
 * fma(mem, w, acc). Activations as in an SLSTM.
 *
 * <p>Source: snnTorch documentation of {@code SConv2dLSTM}.
 */
public final class SConv2dLstmLayer implements Layer {
    private static final int GATES = 4;
    private static final int G = 3;

    private final SConv2dLstmSpec spec;
    private final Convolution convolution;
    private final Chains chains;
    private final Reset reset;
    private final int channels;
    private final int pixels;
    private final int neurons;
    private final int outputs;
    private final float[] threshold; // [channels], without -0
    private final int[] memIndices; // of mem among the inputs of the convolution
    private final float[] decay; // [neurons]
    private final float[] before; // [neurons] mem of the last step
    private final int[] spikes; // [outputs]
    private float[] pooled = new float[0]; // [streams][outputs], if mem is pooled
    private long operations;

    public SConv2dLstmLayer(SConv2dLstmSpec spec, LayerWeights weights) {
        this(spec, weights, KernelChoice.ofThisJvm().kind());
    }

    /** A layer on a kernel other than this JVM's own, for comparison. */
    public SConv2dLstmLayer(SConv2dLstmSpec spec, LayerWeights weights, KernelChoice.Kind kind) {
        this.spec = spec;
        chains = Chains.of(kind);
        reset = spec.reset();
        channels = spec.channels();
        pixels = (int) spec.in().pixels();
        neurons = channels * pixels;
        outputs = spec.outputs();
        convolution =
                new Convolution(
                        spec.shape(),
                        doubledG(weights.get(SConv2dLstmSpec.WEIGHT)),
                        weights.has(SConv2dLstmSpec.BIAS)
                                ? doubledG(weights.get(SConv2dLstmSpec.BIAS))
                                : null,
                        kind);
        threshold = new float[channels];
        float[] given = weights.get(SConv2dLstmSpec.THRESHOLD);
        for (int c = 0; c < channels; c++) {
            threshold[c] = given[given.length == 1 ? 0 : c] + 0f;
        }
        memIndices = new int[neurons];
        for (int j = 0; j < neurons; j++) {
            memIndices[j] = spec.inputs() + j;
        }
        decay = new float[neurons];
        before = new float[neurons];
        spikes = new int[outputs];
    }

    /** The rows of g, the last gate, doubled (exact) for tanh(x) = 2 sigmoid(2x) - 1. */
    private static float[] doubledG(float[] rows) {
        float[] doubled = rows.clone();
        for (int n = rows.length / GATES * G; n < doubled.length; n++) {
            doubled[n] *= 2f;
        }
        return doubled;
    }

    @Override
    public LayerSpec spec() {
        return spec;
    }

    @Override
    public void step(FrameGroup x, LayerState state, FrameGroup spk) {
        spk.clear();
        if (spec.pool() != null && pooled.length < x.streams() * outputs) {
            pooled = new float[x.streams() * outputs];
        }
        operations = 0;
        for (int b = 0; b < x.streams(); b++) {
            int at = state.offset(x.row(b));
            float[] mem = state.values(MEM);
            convolution.add(x, b);
            operations += convolution.takeOperations();
            convolution.add(memIndices, 0, mem, at, neurons);
            convolution.takeOperations();
            advance(state.values(SYN), mem, at);
            if (spec.pool() == null) {
                compare(mem, at);
            } else {
                pool(mem, at, b * outputs);
                compare(pooled, b * outputs);
            }
            spk.addFlagged(spikes, outputs);
            spk.endStream(x.row(b));
        }
    }

    private void advance(float[] syn, float[] mem, int at) {
        float[] gates = convolution.outputs();
        for (int p = 0; p < pixels; p++) {
            int q = convolution.at(p);
            chains.sigmoid(gates, q, GATES * channels);
            for (int c = 0; c < channels; c++, q++) {
                int j = at + c * pixels + p;
                float g = gates[q + G * channels];
                float tanh = g + g - 1f;
                syn[j] = Math.fma(gates[q + channels], syn[j], gates[q] * tanh);
            }
        }
        System.arraycopy(mem, at, before, 0, neurons);
        System.arraycopy(syn, at, decay, 0, neurons);
        chains.decay(decay, decay, 0, neurons);
        for (int p = 0; p < pixels; p++) {
            int q = convolution.at(p) + 2 * channels;
            for (int c = 0; c < channels; c++) {
                int j = c * pixels + p;
                float e = decay[j];
                mem[at + j] = reset(gates[q + c] * (1f - e) / (1f + e), before[j], threshold[c]);
            }
        }
        convolution.finish();
    }

    private float reset(float mem, float last, float limit) {
        if (reset == Reset.NONE || !(last > limit)) {
            return mem;
        }
        return reset == Reset.SUBTRACT ? mem - limit : 0f;
    }

    private void pool(float[] mem, int at, int to) {
        int k = spec.pool().kernel();
        int width = spec.in().width();
        int outWidth = spec.out().width();
        int outHeight = spec.out().height();
        int j = to;
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < outHeight; y++) {
                for (int x = 0; x < outWidth; x++) {
                    int from = at + c * pixels + y * k * width + x * k;
                    pooled[j++] =
                            spec.pool().by() == Pooling2d.By.MAX
                                    ? largest(mem, from, k, width)
                                    : mean(mem, from, k, width);
                }
            }
        }
    }

    private static float largest(float[] mem, int from, int k, int width) {
        float largest = mem[from];
        for (int y = 0; y < k; y++) {
            for (int x = 0; x < k; x++) {
                float value = mem[from + y * width + x];
                largest = value > largest ? value : largest;
            }
        }
        return largest;
    }

    private static float mean(float[] mem, int from, int k, int width) {
        float sum = 0;
        for (int y = 0; y < k; y++) {
            for (int x = 0; x < k; x++) {
                sum += mem[from + y * width + x];
            }
        }
        return sum / (k * k);
    }

    /** A spike is the sign of threshold - mem. */
    private void compare(float[] mem, int at) {
        int outPixels = outputs / channels;
        for (int j = 0; j < outputs; j++) {
            spikes[j] =
                    Float.floatToRawIntBits(threshold[j / outPixels] - mem[at + j])
                            >>> (Integer.SIZE - 1);
        }
    }

    /** Of the last step, without those of mem. */
    @Override
    public long inputOperations(FrameGroup x) {
        return operations;
    }

    /** Mem, pooled if it is before it is compared. */
    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        return spec.pool() == null ? state.values(MEM) : pooled;
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return spec.pool() == null ? state.offset(out.row(b)) : b * outputs;
    }
}
