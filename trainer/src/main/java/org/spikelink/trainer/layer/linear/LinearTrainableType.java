package org.spikelink.trainer.layer.linear;

import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code linear} layers. */
public final class LinearTrainableType implements TrainableType {
    @Override
    public String name() {
        return "linear";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainableLinear((LinearSpec) spec, parameters, options.hasByDefault("bias"));
    }

    /** The membranes and their gradients. */
    @Override
    public long floatsPerStep(LayerSpec spec) {
        return 2L * spec.outputs();
    }
}
