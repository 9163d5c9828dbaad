package org.spikelink.core.network;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerState;
import org.spikelink.core.layer.StateSpec;

/** Where the layers' state variables are in a {@link NetworkState}. */
final class StateLayout {
    /** The variables of the first layer types; always both, so that stored bytes stay the same. */
    private static final List<String> SYN_AND_MEM = List.of("syn", "mem");

    private final List<String> variables;
    private final int[] sizes; // of each variable
    private final int[][] numbers; // [layers][its variables] number of the variable
    private final int[][] starts; // [layers][its variables] where the layer begins in it

    StateLayout(List<LayerSpec> layers) {
        variables = variables(layers);
        sizes = new int[variables.size()];
        numbers = new int[layers.size()][];
        starts = new int[layers.size()][];
        for (int n = 0; n < numbers.length; n++) {
            StateSpec state = layers.get(n).state();
            numbers[n] = new int[state.variables().size()];
            starts[n] = new int[numbers[n].length];
            for (int v = 0; v < numbers[n].length; v++) {
                numbers[n][v] = variables.indexOf(state.variables().get(v));
                starts[n][v] = sizes[numbers[n][v]];
                sizes[numbers[n][v]] += state.neurons();
            }
        }
    }

    /** Syn and mem, if there are no others; else all in the order of the layers. */
    private static List<String> variables(List<LayerSpec> layers) {
        Set<String> names = new LinkedHashSet<>();
        layers.forEach(layer -> names.addAll(layer.state().variables()));
        return SYN_AND_MEM.containsAll(names) ? SYN_AND_MEM : List.copyOf(names);
    }

    /** Zero state. */
    NetworkState zero() {
        float[][] values = new float[sizes.length][];
        for (int v = 0; v < values.length; v++) {
            values[v] = new float[sizes[v]];
        }
        return new NetworkState(variables, values);
    }

    /** Why a stored state does not fit, as the rule and the value; null if it does. */
    String misfit(NetworkState state) {
        if (!state.variables().equals(variables)) {
            return "its variables must be " + variables + " (got " + state.variables() + ")";
        }
        for (int v = 0; v < sizes.length; v++) {
            if (state.values(v).length != sizes[v]) {
                return "%s must have %d values (got %d)"
                        .formatted(variables.get(v), sizes[v], state.values(v).length);
            }
        }
        return null;
    }

    void load(int layer, LayerState to, int row, NetworkState from) {
        for (int v = 0; v < numbers[layer].length; v++) {
            to.load(row, v, from.values(numbers[layer][v]), starts[layer][v]);
        }
    }

    void store(int layer, LayerState from, int row, NetworkState to) {
        for (int v = 0; v < numbers[layer].length; v++) {
            from.store(row, v, to.values(numbers[layer][v]), starts[layer][v]);
        }
    }
}
