package org.spikelink.core.kernel.linear;

import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "linear", "inputs": X, "outputs": Y}}. */
public final class LinearType implements LayerType {
    @Override
    public String name() {
        return LinearSpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        return new LinearSpec(fields.int32("inputs"), fields.int32("outputs"));
    }
}
