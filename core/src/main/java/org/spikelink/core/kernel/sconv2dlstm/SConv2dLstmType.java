package org.spikelink.core.kernel.sconv2dlstm;

import static org.spikelink.core.model.ModelException.require;

import org.spikelink.core.kernel.Pooling2d;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.file.JsonFields;
import org.spikelink.core.model.file.LayerType;

/** {@code {"type": "sconv2dlstm", "in": [C, H, W], "channels": O, "kernel": K, "pool": {"kernel": 2, "by": "max"}, ...}}. */
public final class SConv2dLstmType implements LayerType {
    @Override
    public String name() {
        return SConv2dLstmSpec.TYPE;
    }

    @Override
    public LayerSpec read(JsonFields fields) {
        require(
                !fields.flag("inhibition", false),
                "inhibition must be false: snnTorch's SConv2dLSTM ignores it (got true)");
        return new SConv2dLstmSpec(
                fields.image("in"),
                fields.int32("channels"),
                fields.int32("kernel"),
                fields.has("pool") ? pool(fields.object("pool")) : null,
                fields.choice("reset", Reset.class, Reset.NONE),
                fields.surrogate("surrogate"));
    }

    private static Pooling2d pool(JsonFields fields) {
        Pooling2d pooling = Pooling2d.read(fields);
        fields.close();
        return pooling;
    }
}
