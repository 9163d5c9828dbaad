package org.spikelink.core.kernel.leaky;

import static org.spikelink.core.kernel.leaky.LeakySpec.MEM;

import java.util.Arrays;
import java.util.Optional;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Gates;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;

/**
 * A layer of leaky neurons, the equations of {@link LeakySpec}. An input that is not active is 0. Without state, mem is the
 * input itself.
 *
 * <p>Source: snnTorch documentation of {@code Leaky}.
 */
public final class LeakyLayer implements Layer {
    private final LeakySpec spec;
    private final LeakyKernel kernel; // null without state
    private final int neurons;
    private final float[] channelThresholds; // [1] or [C]
    private final float[] threshold; // [neurons]
    private final float[] x; // [stride], one stream's inputs
    private final int[] spikes; // [stride]
    private final int stride;
    private float[] mem = new float[0]; // [streams][stride] without state

    public LeakyLayer(LeakySpec spec, LayerWeights weights) {
        this(spec, weights, KernelChoice.ofThisJvm().kind());
    }

    /** A layer on a kernel other than this JVM's own, for comparison. */
    public LeakyLayer(LeakySpec spec, LayerWeights weights, KernelChoice.Kind kind) {
        this.spec = spec;
        neurons = spec.outputs();
        stride = (neurons + LayerState.ALIGNMENT - 1) / LayerState.ALIGNMENT * LayerState.ALIGNMENT;
        channelThresholds = perChannel(weights, LeakySpec.THRESHOLD);
        threshold = perNeuron(channelThresholds, neurons);
        x = new float[stride];
        spikes = new int[stride];
        kernel =
                spec.stateless()
                        ? null
                        : LeakyKernel.of(
                                kind,
                                spec.reset(),
                                Arrays.copyOf(betas(weights, neurons), stride),
                                padded(threshold, stride));
    }

    /** One value or one for each channel, without -0. */
    static float[] perChannel(LayerWeights weights, String name) {
        float[] values = weights.get(name).clone();
        for (int c = 0; c < values.length; c++) {
            values[c] += 0f;
        }
        return values;
    }

    /** A beta as it is used: within 0..1. */
    static float clamped(float beta) {
        return beta < 0 ? 0 : beta > 1 ? 1 : beta;
    }

    private static float[] betas(LayerWeights weights, int neurons) {
        float[] beta = perChannel(weights, LeakySpec.BETA);
        for (int c = 0; c < beta.length; c++) {
            beta[c] = clamped(beta[c]);
        }
        return perNeuron(beta, neurons);
    }

    private static float[] perNeuron(float[] perChannel, int neurons) {
        float[] values = new float[neurons];
        int pixels = neurons / perChannel.length;
        for (int j = 0; j < neurons; j++) {
            values[j] = perChannel[j / pixels];
        }
        return values;
    }

    /** With thresholds that no neuron exceeds behind those of the neurons. */
    private static float[] padded(float[] threshold, int stride) {
        float[] values = Arrays.copyOf(threshold, stride);
        Arrays.fill(values, threshold.length, stride, Float.POSITIVE_INFINITY);
        return values;
    }

    @Override
    public LayerSpec spec() {
        return spec;
    }

    @Override
    public void step(FrameGroup in, LayerState state, FrameGroup spk) {
        spk.clear();
        reserve(in.streams());
        for (int b = 0; b < in.streams(); b++) {
            if (kernel == null) {
                fill(in, b, mem, b * stride);
                Gates.spikes(mem, b * stride, threshold, spikes);
            } else {
                fill(in, b, x, 0);
                int at = state.offset(in.row(b));
                kernel.step(x, state.values(MEM), at, neurons);
                Gates.spikes(state.values(MEM), at, threshold, spikes);
            }
            spk.addFlagged(spikes, neurons);
            spk.endStream(in.row(b));
        }
    }

    private void reserve(int streams) {
        if (kernel == null && mem.length < streams * stride) {
            mem = new float[streams * stride];
        }
    }

    /** Writes all inputs of stream {@code b}, those that are not active as 0. */
    private void fill(FrameGroup in, int b, float[] to, int at) {
        int start = in.start(b);
        int end = in.end(b);
        if (end - start == neurons) {
            System.arraycopy(in.values(), start, to, at, neurons);
            return;
        }
        Arrays.fill(to, at, at + neurons, 0f);
        for (int n = start; n < end; n++) {
            to[at + in.indices()[n]] = in.values()[n];
        }
    }

    @Override
    public Optional<float[]> comparedWith() {
        return kernel == null ? Optional.of(channelThresholds) : Optional.empty();
    }

    /** It has no weights. */
    @Override
    public long inputOperations(FrameGroup in) {
        return 0;
    }

    @Override
    public float[] membranes(LayerState state, FrameGroup out) {
        return kernel == null ? mem : state.values(MEM);
    }

    @Override
    public int membraneStart(LayerState state, FrameGroup out, int b) {
        return kernel == null ? b * stride : state.offset(out.row(b));
    }

    /** Of a layer without state not known after a step. */
    @Override
    public float margin(LayerState state, int row) {
        float margin = Float.MAX_VALUE;
        for (int j = 0; kernel != null && j < neurons; j++) {
            float distance = Math.abs(state.values(MEM)[state.offset(row) + j] - threshold[j]);
            margin = distance < margin ? distance : margin;
        }
        return margin;
    }
}
