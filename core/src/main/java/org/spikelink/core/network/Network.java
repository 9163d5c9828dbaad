package org.spikelink.core.network;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.FusedStep;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;

/**
 * Stacked layers that step a group of streams together. Each stream of the group has a row: {@link #load} its state,
 * {@link #step} as often as needed, {@link #store} it. Keeps scratch: one instance serves one thread.
 */
public final class Network {
    private static final int MOST_OUTPUTS = 1 << 22;

    private final List<Layer> layers;
    private final StateLayout layout;
    private final LayerState[] states;
    private final FrameGroup[] outputs;
    private final FusedStep[]
            fused; // of a layer and the next ones; null for a layer that does not begin one
    private final int[] last; // of each layer, the one whose step ends when its does

    public Network(Model model) {
        this(model.weights());
    }

    /** A network of layers with these weights, first layer first, so that {@link #output} has the spikes of all. */
    public Network(List<LayerWeights> weights) {
        this(weights, n -> weights.get(n).spec().spikes());
    }

    /**
     * A network of layers with these weights, first layer first.
     *
     * @param read whether {@link #output} of the n-th layer will be read; the fewer, the faster
     */
    public Network(List<LayerWeights> weights, IntPredicate read) {
        layers = weights.stream().map(w -> w.spec().newLayer(w)).toList();
        layout = new StateLayout(weights.stream().map(LayerWeights::spec).toList());
        states =
                layers.stream()
                        .map(layer -> new LayerState(layer.spec().state()))
                        .toArray(LayerState[]::new);
        outputs = layers.stream().map(l -> new FrameGroup()).toArray(FrameGroup[]::new);
        fused = new FusedStep[layers.size()];
        last = new int[layers.size()];
        for (int n = 0; n < last.length; n = last[n] + 1) {
            last[n] = n;
            fuse(n, read);
        }
    }

    /** Not with the last layer, whose membranes are read. */
    private void fuse(int n, IntPredicate read) {
        Optional<FusedStep> step = Optional.empty();
        for (int next = n + 1; next < last.length - 1 && !read.test(next - 1); next++) {
            Layer layer = layers.get(next);
            step = next == n + 1 ? layers.get(n).fusedWith(layer) : step.get().fusedWith(layer);
            if (step.isEmpty()) {
                return;
            }
            fused[n] = step.get();
            Arrays.fill(last, n, next + 1, next);
        }
    }

    /**
     * A network that steps each layer alone, so that {@link #output} has the outputs of all; the same bits, but
     * slower.
     */
    public static Network layerByLayer(List<LayerWeights> weights) {
        return new Network(weights, n -> true);
    }

    public int layerCount() {
        return layers.size();
    }

    public Layer layer(int n) {
        return layers.get(n);
    }

    /** State variables of layer {@code n}, live. */
    public LayerState state(int n) {
        return states[n];
    }

    /**
     * Output of layer {@code n} in the last step: the spikes, or all outputs of a layer of real values. Without
     * streams for a layer that is fused with the next because its output is not read.
     */
    public FrameGroup output(int n) {
        return outputs[n];
    }

    /** Values that layer {@code n} passed on in the last step, also where it is fused with the next. */
    public long passedOn(int n) {
        if (last[n] == n) {
            return outputs[n].inputs();
        }
        return fused[n] == null
                ? fused[n - 1].spikes()
                : (long) layers.get(n).outputs() * outputs[last[n]].streams();
    }

    /** Streams to step together at most, so that no layer passes on more values than {@value #MOST_OUTPUTS}. */
    public int largestGroup() {
        int widest = layers.stream().mapToInt(Layer::outputs).max().orElse(1);
        return Math.max(1, MOST_OUTPUTS / widest);
    }

    /** Makes room for {@code rows} streams. */
    public void reserve(int rows) {
        for (LayerState state : states) {
            state.reserve(rows);
        }
    }

    /** Sets one stream's row to the initial state. */
    public void start(int row) {
        for (int n = 0; n < states.length; n++) {
            layers.get(n).start(states[n], row);
        }
    }

    /** A new stream state, all zero. */
    public NetworkState newState() {
        return layout.zero();
    }

    /** Why a stored state does not fit this network, as the rule and the value; null if it does. */
    public String misfit(NetworkState state) {
        return layout.misfit(state);
    }

    /** Copies a stream's state into its row. */
    public void load(int row, NetworkState from) {
        for (int n = 0; n < states.length; n++) {
            layout.load(n, states[n], row, from);
        }
    }

    /** Copies a row into a stream's state. */
    public void store(int row, NetworkState to) {
        for (int n = 0; n < states.length; n++) {
            layout.store(n, states[n], row, to);
        }
    }

    /** One step of every stream in {@code x}; allocates nothing. */
    public void step(FrameGroup x) {
        FrameGroup input = x;
        for (int n = 0; n < states.length; n = last[n] + 1) {
            FrameGroup output = outputs[last[n]];
            if (fused[n] == null) {
                layers.get(n).step(input, states[n], output);
            } else {
                fused[n].step(input, output);
            }
            input = output;
        }
    }

    /** The array that holds the last layer's membranes after a step; live, read only, see {@link Layer#membranes}. */
    public float[] membranes() {
        int n = states.length - 1;
        return layers.get(n).membranes(states[n], outputs[n]);
    }

    /** Where the membranes of stream {@code b} of the step begin in {@link #membranes}. */
    public int membraneStart(int b) {
        int n = states.length - 1;
        return layers.get(n).membraneStart(states[n], outputs[n], b);
    }
}
