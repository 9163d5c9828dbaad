package org.spikelink.core.model;

import java.util.Map;

/**
 * The surrogate gradient that a layer was trained with; kept for those who train it further.
 *
 * @param kind for example atan
 * @param arguments its numbers by name, for example alpha
 */
public record SurrogateSpec(String kind, Map<String, Double> arguments) {
    public SurrogateSpec {
        arguments = Map.copyOf(arguments);
    }
}
