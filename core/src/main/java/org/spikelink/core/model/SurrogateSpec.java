package org.spikelink.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The surrogate gradient that a layer was trained with; needed to train it further.
 *
 * @param kind for example atan
 * @param arguments its numbers by name, for example alpha
 */
public record SurrogateSpec(String kind, Map<String, Double> arguments) {
    public SurrogateSpec {
        arguments = Map.copyOf(arguments);
    }

    /** The entry in a model file: kind, then the arguments by name. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", kind);
        json.putAll(new TreeMap<>(arguments));
        return json;
    }
}
