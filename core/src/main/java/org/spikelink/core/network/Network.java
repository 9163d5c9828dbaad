package org.spikelink.core.network;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.LayerState;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.LinearWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.SlstmWeights;

/**
 * Stacked layers that step a group of streams together. Each stream of the group has a row: {@link #load} its state,
 * {@link #step} as often as needed, {@link #store} it. A stream's flat state holds the layers one after the other:
 * syn and mem [sum of H] each. Keeps scratch: one instance serves one thread.
 */
public final class Network {
    private final List<Layer> layers;
    private final LayerState[] states;
    private final FrameGroup[] outputs;
    private final int stateSize;

    public Network(Model model) {
        layers = layers(model);
        states = layers.stream().map(l -> new LayerState(l.stateSize())).toArray(LayerState[]::new);
        outputs = layers.stream().map(l -> new FrameGroup()).toArray(FrameGroup[]::new);
        stateSize = layers.stream().mapToInt(Layer::stateSize).sum();
    }

    private static List<Layer> layers(Model model) {
        List<Layer> layers = new ArrayList<>();
        for (int n = 0; n < model.weights().size(); n++) {
            LayerSpec spec = model.document().layers().get(n);
            layers.add(
                    spec instanceof LayerSpec.Slstm slstm
                            ? new SlstmLayer(slstm, (SlstmWeights) model.weights().get(n))
                            : new LinearLayer(
                                    (LayerSpec.Linear) spec,
                                    (LinearWeights) model.weights().get(n)));
        }
        return layers;
    }

    /** Neurons with state in all layers: the length of a stream's syn and of its mem. */
    public int stateSize() {
        return stateSize;
    }

    public int layerCount() {
        return layers.size();
    }

    public Layer layer(int n) {
        return layers.get(n);
    }

    /** Syn and mem of layer {@code n}, live. */
    public LayerState state(int n) {
        return states[n];
    }

    /** What layer {@code n} passed on in the last step: the spikes, or the values of a linear layer. */
    public FrameGroup output(int n) {
        return outputs[n];
    }

    /** Makes room for {@code rows} streams. */
    public void reserve(int rows) {
        for (LayerState state : states) {
            state.reserve(rows);
        }
    }

    /** Sets one stream's row to the state that a stream starts with. */
    public void start(int row) {
        for (int n = 0; n < states.length; n++) {
            layers.get(n).start(states[n], row);
        }
    }

    /** Copies a stream's flat state [{@link #stateSize}] into its row. */
    public void load(int row, float[] syn, float[] mem) {
        int at = 0;
        for (LayerState state : states) {
            state.load(row, syn, mem, at);
            at += state.hidden();
        }
    }

    /** Copies a row into a stream's flat state [{@link #stateSize}]. */
    public void store(int row, float[] syn, float[] mem) {
        int at = 0;
        for (LayerState state : states) {
            state.store(row, syn, mem, at);
            at += state.hidden();
        }
    }

    /** One step of every stream in {@code x}; allocates nothing. */
    public void step(FrameGroup x) {
        FrameGroup input = x;
        for (int n = 0; n < states.length; n++) {
            layers.get(n).step(input, states[n], outputs[n]);
            input = outputs[n];
        }
    }

    /** The last layer's membrane potential or linear value of output {@code j}, for stream {@code b} of the step. */
    public float membrane(int b, int j) {
        int last = states.length - 1;
        FrameGroup out = outputs[last];
        return layers.get(last) instanceof LinearLayer
                ? out.values()[out.start(b) + j]
                : states[last].mem()[states[last].offset(out.row(b)) + j];
    }
}
