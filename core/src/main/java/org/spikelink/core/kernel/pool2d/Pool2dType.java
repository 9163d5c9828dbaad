package org.spikelink.core.kernel.pool2d;

import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "pool2d", "in": [C, H, W], "kernel": 2, "by": "max"}}. */
public final class Pool2dType implements LayerType {
    @Override
    public String name() {
        return Pool2dSpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        return new Pool2dSpec(fields.image("in"), Pooling2d.read(fields));
    }
}
