package org.spikelink.trainer.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.trainer.layer.Rows;
import org.spikelink.trainer.network.NetworkRun;
import org.spikelink.trainer.network.TrainableNetwork;

/** Copies the trace of a run of one sequence. */
final class Traces {
    private static final float[] NONE = {};

    private Traces() {}

    static Trace of(TrainableNetwork network, NetworkRun run) {
        List<Trace.Layer> layers = new ArrayList<>();
        for (LayerSpec spec : network.document().layers()) {
            layers.add(layer(spec, run, layers.size()));
        }
        return new Trace(layers);
    }

    private static Trace.Layer layer(LayerSpec spec, NetworkRun run, int n) {
        Rows rows = run.rows();
        Map<String, float[]> state = new LinkedHashMap<>();
        StateSpec variables = spec.state();
        for (int v = 0; v < variables.variables().size(); v++) {
            float[] values = run.layer(n).state(v);
            state.put(variables.variables().get(v), copy(rows, values, variables.neurons()));
        }
        int width = spec.outputs();
        float[][] values = run.values(n);
        return new Trace.Layer(
                width,
                spec.spikes() ? copy(rows, values[0], width) : NONE,
                copy(rows, values[1], width),
                state);
    }

    private static float[] copy(Rows rows, float[] values, int width) {
        return Arrays.copyOfRange(values, rows.sequences() * width, rows.end() * width);
    }
}
