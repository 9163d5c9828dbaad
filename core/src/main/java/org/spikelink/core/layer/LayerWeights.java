package org.spikelink.core.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of one layer, each as {@link ParameterSpec} shapes it, row-major. Immutable; arrays are never
 * written.
 */
public final class LayerWeights {
    /** Largest magnitude of a parameter and of an input. */
    public static final float MAX_MAGNITUDE = 1e9f;

    private final LayerSpec spec;
    private final Map<String, float[]> values;

    /**
     * Takes the arrays over.
     *
     * @param values by name; what the layer has
     */
    public LayerWeights(LayerSpec spec, Map<String, float[]> values) {
        this.spec = spec;
        LinkedHashMap<String, float[]> ordered = new LinkedHashMap<>();
        for (ParameterSpec parameter : spec.parameters()) {
            if (values.containsKey(parameter.name())) {
                ordered.put(parameter.name(), values.get(parameter.name()));
            }
        }
        this.values = Collections.unmodifiableMap(ordered);
    }

    public LayerSpec spec() {
        return spec;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A parameter's values, read only. */
    public float[] get(String name) {
        float[] found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "name must be one of %s (got %s)".formatted(values.keySet(), name));
        }
        return found;
    }

    /** All parameters by name, read only, in the order of a model file. */
    public Map<String, float[]> all() {
        return values;
    }

    /** Largest magnitude of a parameter's values; 0 if the layer does not have it. */
    public double largest(String name) {
        double largest = 0;
        for (float value : values.getOrDefault(name, new float[0])) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
