package org.spikelink.core.network;

import java.util.List;

/**
 * The network's part of one stream's state: for each named state variable, the values of all layers that keep it,
 * layer by layer. Owned by its stream.
 */
public final class NetworkState {
    private final List<String> variables;
    private final float[][] values;

    /**
     * A stored state; the arrays are not copied.
     *
     * @param variables their names
     * @param values of each variable
     */
    public NetworkState(List<String> variables, float[][] values) {
        this.variables = List.copyOf(variables);
        this.values = values;
        if (variables.size() != values.length) {
            throw new IllegalArgumentException(
                    "values must hold one array for each of %s (got %d)"
                            .formatted(variables, values.length));
        }
    }

    /** Names of the state variables. */
    public List<String> variables() {
        return variables;
    }

    /** Values of a variable in all layers that keep it; live, empty if no layer does. */
    public float[] values(String variable) {
        int v = variables.indexOf(variable);
        return v < 0 ? new float[0] : values[v];
    }

    /** Values of the variable with that number; live. */
    public float[] values(int variable) {
        return values[variable];
    }

    /** A copy that shares nothing mutable. */
    public NetworkState copy() {
        float[][] copies = new float[values.length][];
        for (int v = 0; v < copies.length; v++) {
            copies[v] = values[v].clone();
        }
        return new NetworkState(variables, copies);
    }
}
