package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.kernel.slstm.SlstmSpec.MEM;
import static org.spikelink.core.kernel.slstm.SlstmSpec.SYN;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;

/**
 * A layer of spiking LSTM neurons: the kernel's step, then the quantizer, then spk = mem &gt; threshold (strict).
 * With inhibition, only the neuron with the largest mem - threshold, the first on a tie, may spike; the reset still
 * applies to every neuron above its threshold. A stateless layer starts every step from zero.
 *
 * <p>Source: snnTorch documentation of {@code SLSTM}.
 */
public final class SlstmLayer implements Layer {
    private final SlstmSpec spec;
    private final SlstmKernel kernel;
    private final int hidden;
    private final float[] threshold; // [H]
    private final boolean inhibition;
    private final boolean stateless;
    private final Quantizer quantizer; // null without state_quant
    private final float[] syn0; // null for zero, like mem0
    private final float[] mem0;

    public SlstmLayer(SlstmSpec spec, LayerWeights weights) {
        this(spec, weights, KernelChoice.ofThisJvm().kind());
    }

    /** A layer on a kernel other than this JVM's own, for comparison. */
    public SlstmLayer(SlstmSpec spec, LayerWeights weights, KernelChoice.Kind kind) {
        this.spec = spec;
        hidden = spec.hidden();
        threshold = thresholdPerNeuron(spec, weights);
        inhibition = spec.inhibition();
        stateless = spec.stateless();
        quantizer = spec.stateQuant() == null ? null : Quantizer.of(spec.stateQuant());
        syn0 = weights.has(SlstmSpec.SYN_0) ? weights.get(SlstmSpec.SYN_0) : null;
        mem0 = weights.has(SlstmSpec.MEM_0) ? weights.get(SlstmSpec.MEM_0) : null;
        kernel =
                SlstmKernel.of(
                        kind,
                        new GateWeights(
                                spec.inputs(),
                                hidden,
                                weights.get(SlstmSpec.WEIGHT_IH),
                                weights.get(SlstmSpec.WEIGHT_HH),
                                bias(hidden, weights),
                                threshold,
                                spec.reset()));
    }

    /** The threshold of each neuron [H], without -0. */
    static float[] thresholdPerNeuron(SlstmSpec spec, LayerWeights weights) {
        float[] given = weights.get(SlstmSpec.THRESHOLD);
        float[] result = new float[spec.hidden()];
        for (int j = 0; j < result.length; j++) {
            result[j] = given[given.length == 1 ? 0 : j] + 0f;
        }
        return result;
    }

    /** b_ih + b_hh [4H], one float addition each; zeros without bias. */
    private static float[] bias(int hidden, LayerWeights weights) {
        float[] bias = new float[4 * hidden];
        if (weights.has(SlstmSpec.BIAS_IH)) {
            float[] ih = weights.get(SlstmSpec.BIAS_IH);
            float[] hh = weights.get(SlstmSpec.BIAS_HH);
            for (int j = 0; j < bias.length; j++) {
                bias[j] = ih[j] + hh[j];
            }
        }
        return bias;
    }

    @Override
    public LayerSpec spec() {
        return spec;
    }

    @Override
    public void start(LayerState state, int row) {
        state.clear(row);
        if (syn0 != null) {
            state.load(row, SYN, syn0, 0);
        }
        if (mem0 != null) {
            state.load(row, MEM, mem0, 0);
        }
    }

    @Override
    public void step(FrameGroup x, LayerState state, FrameGroup spk) {
        wipeIfStateless(x, state);
        kernel.step(x, state);
        quantize(x, state);
        collect(x, state, spk);
    }

    private void wipeIfStateless(FrameGroup x, LayerState state) {
        for (int b = 0; stateless && b < x.streams(); b++) {
            state.clear(x.row(b));
        }
    }

    private void quantize(FrameGroup x, LayerState state) {
        for (int b = 0; quantizer != null && b < x.streams(); b++) {
            quantizer.apply(state.values(SYN), state.offset(x.row(b)), hidden);
            quantizer.apply(state.values(MEM), state.offset(x.row(b)), hidden);
        }
    }

    private void collect(FrameGroup x, LayerState state, FrameGroup spk) {
        spk.clear();
        for (int b = 0; b < x.streams(); b++) {
            if (inhibition) {
                collectWinner(state.values(MEM), state.offset(x.row(b)), spk);
            } else {
                kernel.collect(state, x.row(b), spk);
            }
            spk.endStream(x.row(b));
        }
    }

    private void collectWinner(float[] mem, int at, FrameGroup spk) {
        int winner = 0;
        for (int j = 1; j < hidden; j++) {
            if (mem[at + j] - threshold[j] > mem[at + winner] - threshold[winner]) {
                winner = j;
            }
        }
        if (mem[at + winner] > threshold[winner]) {
            spk.add(winner, 1f);
        }
    }

    @Override
    public long inputOperations(FrameGroup x) {
        return 4L * hidden * x.inputs();
    }

    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        return state.values(MEM);
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return state.offset(out.row(b));
    }

    @Override
    public float margin(LayerState state, int row) {
        float[] mem = state.values(MEM);
        float margin = Float.MAX_VALUE;
        for (int j = 0, at = state.offset(row); j < hidden; j++) {
            float distance = Math.abs(mem[at + j] - threshold[j]);
            margin = distance < margin ? distance : margin;
        }
        return margin;
    }
}
