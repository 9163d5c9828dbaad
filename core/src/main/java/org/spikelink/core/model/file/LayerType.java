package org.spikelink.core.model.file;

import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.ModelException;

/**
 * Entry of a layer type: reads its layers from a model file. Implementations have a public constructor without
 * arguments and a line in {@code META-INF/services/org.spikelink.core.model.file.LayerType}; no other code of core
 * names them.
 */
public interface LayerType {
    /** The {@code type} of its layers in a model file. */
    String name();

    /**
     * Reads one layer; keys that are not requested are rejected afterwards.
     *
     * @throws ModelException naming the key at fault
     */
    LayerSpec read(JsonFields fields);
}
