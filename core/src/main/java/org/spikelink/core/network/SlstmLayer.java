package org.spikelink.core.network;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.GateWeights;
import org.spikelink.core.kernel.Kernel;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.kernel.LayerState;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.SlstmWeights;

/**
 * A layer of spiking LSTM neurons: the kernel's step, then the quantizer, then spk = mem &gt; threshold (strict). With
 * inhibition only the neuron with the largest mem - threshold, the first on a tie, may spike; the reset looks at every
 * neuron above its threshold all the same. A stateless layer starts every step from zero.
 *
 * <p>Source: snnTorch documentation of {@code SLSTM}.
 */
public final class SlstmLayer implements Layer {
    private final Kernel kernel;
    private final int hidden;
    private final float[] threshold;
    private final boolean inhibition;
    private final boolean stateless;
    private final Quantizer quantizer; // null without state_quant
    private final float[] syn0; // null for zero, as mem0
    private final float[] mem0;

    public SlstmLayer(LayerSpec.Slstm spec, SlstmWeights weights) {
        this(spec, weights, KernelChoice.ofThisJvm().kind());
    }

    /** A layer on a kernel other than this JVM's own, for comparison. */
    public SlstmLayer(LayerSpec.Slstm spec, SlstmWeights weights, KernelChoice.Kind kind) {
        hidden = spec.hidden();
        threshold = withoutMinusZero(weights.thresholdPerNeuron(hidden));
        inhibition = spec.inhibition();
        stateless = spec.stateless();
        quantizer = spec.stateQuant() == null ? null : Quantizer.of(spec.stateQuant());
        syn0 = weights.syn0();
        mem0 = weights.mem0();
        kernel =
                Kernel.of(
                        kind,
                        new GateWeights(
                                spec.inputs(),
                                hidden,
                                weights.weightIh(),
                                weights.weightHh(),
                                weights.bias(hidden),
                                threshold,
                                spec.reset()));
    }

    private static float[] withoutMinusZero(float[] thresholds) {
        float[] result = thresholds.clone();
        for (int j = 0; j < result.length; j++) {
            result[j] += 0f;
        }
        return result;
    }

    @Override
    public int outputs() {
        return hidden;
    }

    @Override
    public int stateSize() {
        return hidden;
    }

    @Override
    public void start(LayerState state, int row) {
        state.clear(row);
        if (syn0 != null) {
            System.arraycopy(syn0, 0, state.syn(), state.offset(row), hidden);
        }
        if (mem0 != null) {
            System.arraycopy(mem0, 0, state.mem(), state.offset(row), hidden);
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
            quantizer.apply(state.syn(), state.offset(x.row(b)), hidden);
            quantizer.apply(state.mem(), state.offset(x.row(b)), hidden);
        }
    }

    private void collect(FrameGroup x, LayerState state, FrameGroup spk) {
        spk.clear();
        for (int b = 0; b < x.streams(); b++) {
            if (inhibition) {
                collectWinner(state.mem(), state.offset(x.row(b)), spk);
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

    /** Distance to its threshold of the neuron closest to it, |mem - threshold|, in one row. */
    public float margin(LayerState state, int row) {
        float margin = Float.MAX_VALUE;
        for (int j = 0, at = state.offset(row); j < hidden; j++) {
            float distance = Math.abs(state.mem()[at + j] - threshold[j]);
            margin = distance < margin ? distance : margin;
        }
        return margin;
    }
}
