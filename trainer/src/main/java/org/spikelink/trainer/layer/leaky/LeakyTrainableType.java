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

    /** A bit for each output without state; else two membrane potentials, the spikes and their gradients. */
    @Override
    public long floatsPerStep(LayerSpec spec) {
        return ((LeakySpec) spec).stateless() ? spec.outputs() / Float.SIZE : 5L * spec.outputs();
    }

    /** Without state: the membrane potentials and their gradients. */
    @Override
    public long floatsOfScratch(LayerSpec spec) {
        return ((LeakySpec) spec).stateless() ? 2L * spec.outputs() : 0;
    }
}
