package org.spikelink.trainer.layer;

import org.spikelink.core.layer.LayerSpec;

/**
 * Factory of a layer type that can be trained. Implementations have a public constructor without arguments and a line
 * in {@code META-INF/services/org.spikelink.trainer.layer.TrainableType}; no other code of the trainer refers to
 * them.
 */
public interface TrainableType {
    /** The {@link LayerSpec#type} of its layers. */
    String name();

    /**
     * A layer whose values are not set yet.
     *
     * @param spec of this type
     * @param parameters to which the layer adds its own, input weights first
     */
    TrainableLayer layer(LayerSpec spec, LayerOptions options, Parameters parameters);

    /** Floats that a layer keeps for each step of a sequence until its gradients are computed. */
    long floatsPerStep(LayerSpec spec);

    /**
     * Floats of scratch that each shard of a batch needs for a layer whose steps are computed one at a time, so that outputs of
     * a step are passed on at once; 0 for others.
     */
    default long floatsOfScratch(LayerSpec spec) {
        return 0;
    }
}
