package org.spikelink.trainer.layer.leaky;

import org.spikelink.core.kernel.leaky.LeakySpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code leaky} layers. */
public final class LeakyTrainableType implements TrainableType {
    @Override
    public String name() {
        return "leaky";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainableLeaky((LeakySpec) spec, options, parameters);
    }
}
