package org.spikelink.core.kernel.conv2d;

import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "conv2d", "in": [C, H, W], "channels": O, "kernel": K, "stride": 1, "padding": 0}}. */
public final class Conv2dType implements LayerType {
    @Override
    public String name() {
        return Conv2dSpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        return new Conv2dSpec(
                fields.image("in"),
                fields.int32("channels"),
                fields.int32("kernel"),
                fields.int32("stride", 1),
                fields.int32("padding", 0));
    }
}
