package org.spikelink.core.model.file;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelException;

/**
 * All layer types that {@code META-INF/services} lists, in core and in any other jar on the class path. A type's
 * package knows the model; finding it by name keeps the model from knowing the types.
 */
final class LayerTypes {
    private static final Map<String, LayerType> BY_NAME = load();

    private LayerTypes() {}

    private static Map<String, LayerType> load() {
        Map<String, LayerType> types = new TreeMap<>();
        for (LayerType type :
                ServiceLoader.load(LayerType.class, LayerType.class.getClassLoader())) {
            LayerType other = types.put(type.name(), type);
            if (other != null) {
                throw new IllegalStateException(
                        "a layer type must have a unique name ('%s' is used by %s and %s)"
                                .formatted(
                                        type.name(),
                                        other.getClass().getName(),
                                        type.getClass().getName()));
            }
        }
        return types;
    }

    /** Reads one layer of any type. */
    static LayerSpec read(JsonFields fields) {
        String name = fields.text("type");
        try {
            LayerType type = BY_NAME.get(name);
            if (type == null) {
                throw new ModelException(
                        "type must be one of " + BY_NAME.keySet() + " (got '" + name + "')");
            }
            return type.read(fields);
        } catch (ModelException e) {
            String layer = fields.at("");
            throw e.getMessage().startsWith(layer)
                    ? e
                    : new ModelException(layer + e.getMessage(), e);
        }
    }
}
