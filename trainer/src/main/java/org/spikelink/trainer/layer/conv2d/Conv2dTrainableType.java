package org.spikelink.trainer.layer.conv2d;

import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code conv2d} layers. */
public final class Conv2dTrainableType implements TrainableType {
    @Override
    public String name() {
        return "conv2d";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainableConv2d((Conv2dSpec) spec, options, parameters);
    }

    @Override
    public long floatsPerStep(LayerSpec spec) {
        return 0; // computed again from its inputs
    }

    /** The outputs, before and after their batch normalization, and their gradients. */
    @Override
    public long floatsOfScratch(LayerSpec spec) {
        return 4L * spec.outputs();
    }
}
