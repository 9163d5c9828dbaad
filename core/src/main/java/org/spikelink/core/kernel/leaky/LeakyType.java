package org.spikelink.core.kernel.leaky;

import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "leaky", "in": [C, H, W], "beta": 0.9, "reset": "subtract"}}. */
public final class LeakyType implements LayerType {
    @Override
    public String name() {
        return LeakySpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        return new LeakySpec(
                fields.image("in"),
                fields.has("beta") ? (Double) fields.number("beta", 0) : null,
                fields.choice("reset", Reset.class, Reset.NONE),
                fields.surrogate("surrogate"));
    }
}
