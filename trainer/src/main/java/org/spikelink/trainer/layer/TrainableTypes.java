package org.spikelink.trainer.layer;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.spikelink.core.layer.LayerSpec;

/** All layer types that can be trained, as listed in {@code META-INF/services} of the trainer and of other jars. */
public final class TrainableTypes {
    private static final Map<String, TrainableType> BY_NAME = load();

    private TrainableTypes() {}

    private static Map<String, TrainableType> load() {
        Map<String, TrainableType> types = new TreeMap<>();
        for (TrainableType type :
                ServiceLoader.load(TrainableType.class, TrainableType.class.getClassLoader())) {
            types.put(type.name(), type);
        }
        return types;
    }

    /**
     * A trainable layer whose values are not set yet.
     *
     * @throws IllegalArgumentException if layers of its type cannot be trained
     */
    public static TrainableLayer layer(
            LayerSpec spec, LayerOptions options, Parameters parameters) {
        return of(spec).layer(spec, options, parameters);
    }

    /**
     * The type of a layer.
     *
     * @throws IllegalArgumentException if layers of its type cannot be trained
     */
    public static TrainableType of(LayerSpec spec) {
        TrainableType type = BY_NAME.get(spec.type());
        if (type == null) {
            throw new IllegalArgumentException(
                    "a layer to be trained must be one of %s (got %s)"
                            .formatted(BY_NAME.keySet(), spec.type()));
        }
        return type;
    }
}
