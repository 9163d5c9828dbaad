package org.spikelink.trainer.layer.pool2d;

import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.TrainableType;

/** Creates trainable {@code pool2d} layers. */
public final class Pool2dTrainableType implements TrainableType {
    @Override
    public String name() {
        return "pool2d";
    }

    @Override
    public TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters) {
        return new TrainablePool2d((Pool2dSpec) spec);
    }

    /** A bit for each output. */
    @Override
    public long floatsPerStep(LayerSpec spec) {
        return spec.outputs() / Float.SIZE;
    }

    /** The outputs and their gradients. */
    @Override
    public long floatsOfScratch(LayerSpec spec) {
        return 2L * spec.outputs();
    }
}
