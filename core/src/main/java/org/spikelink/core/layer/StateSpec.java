package org.spikelink.core.layer;

import java.util.List;

/**
 * What a layer remembers of a stream from step to step.
 *
 * @param variables names of the state variables that each neuron keeps, such as syn and mem
 * @param neurons that keep them
 */
public record StateSpec(List<String> variables, int neurons) {
    /** Of a layer without state. */
    public static final StateSpec NONE = new StateSpec(List.of(), 0);

    public StateSpec {
        variables = List.copyOf(variables);
    }
}
