package org.spikelink.trainer.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.core.network.Network;
import org.spikelink.trainer.data.item.LabelledSequence;
import org.spikelink.trainer.learn.Trace;

/** Spikes and states of every layer of the deployed network over one sequence. */
public final class DeployedTrace {
    private DeployedTrace() {}

    /**
     * The trace of one sequence.
     *
     * @param network one that steps {@linkplain DeployedNetwork#layerByLayer layer by layer}
     */
    public static Trace of(DeployedNetwork network, LabelledSequence sequence) {
        List<Trace.Layer> layers = new ArrayList<>();
        network.classOf(sequence, (stepped, t) -> record(stepped, t, sequence.steps(), layers));
        return new Trace(layers);
    }

    private static void record(Network network, int t, int steps, List<Trace.Layer> layers) {
        for (int n = 0; n < network.layerCount(); n++) {
            if (t == 0) {
                layers.add(empty(network.layer(n), steps));
            }
            record(network.layer(n), network.state(n), network.output(n), t, layers.get(n));
        }
    }

    private static void record(
            Layer layer, LayerState state, FrameGroup out, int t, Trace.Layer to) {
        int at = t * to.outputs();
        if (layer.spec().spikes()) {
            for (int i = out.start(0); i < out.end(0); i++) {
                to.spk()[at + out.indices()[i]] = 1;
            }
        }
        int membranes = layer.membraneStart(state, out, 0);
        System.arraycopy(layer.membranes(state, out), membranes, to.mem(), at, to.outputs());
        StateSpec variables = layer.spec().state();
        for (int v = 0; v < variables.variables().size(); v++) {
            float[] values = to.state().get(variables.variables().get(v));
            state.store(0, v, values, t * variables.neurons());
        }
    }

    private static Trace.Layer empty(Layer layer, int steps) {
        int outputs = layer.outputs();
        StateSpec variables = layer.spec().state();
        Map<String, float[]> state = new LinkedHashMap<>();
        variables
                .variables()
                .forEach(name -> state.put(name, new float[steps * variables.neurons()]));
        return new Trace.Layer(
                outputs,
                new float[layer.spec().spikes() ? steps * outputs : 0],
                new float[steps * outputs],
                state);
    }
}
