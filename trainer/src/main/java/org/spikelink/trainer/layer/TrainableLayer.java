package org.spikelink.trainer.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.spikelink.core.model.Tensor;

/** A layer's parameters and the values derived from them; shared by all shards, read-only while they run. */
public interface TrainableLayer {
    int inputs();

    int outputs();

    /**
     * Input weights, [inputs][n]: the layer's first parameters. Null if it has none of this shape.
     */
    default Parameters.Slot inputWeights() {
        return null;
    }

    /** Draws initial values. */
    void initialize(SplittableRandom random);

    /** Updates derived values after parameters changed. */
    void refresh();

    /** The layer's computation for a shard; not called for layers in a {@link StackRun}. */
    LayerRun newRun();

    /** The layer itself, if it has no state and can run row by row. */
    default Optional<RowLayer> rowLayer() {
        return Optional.empty();
    }

    /** Values that training changes without a gradient, such as running statistics; live. */
    default List<float[]> memory() {
        return List.of();
    }

    /** Makes the statistics of the last batch the running ones, as if all batches had been like it. */
    default void adoptStatistics() {
        // Most layers have none.
    }

    /** Loads values by the model file's names, including those that are not learned. */
    void load(String prefix, Map<String, Tensor> tensors);

    /**
     * Adds the learned parameters under the model file's names.
     *
     * @param from values or gradients, in the layout of the parameters
     */
    void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from);

    /** Adds the parameters that are not learned. */
    void storeFixed(String prefix, Map<String, Tensor> tensors);

    /** Replaces what only training has by what a model file has. */
    default void fold(String prefix, Map<String, Tensor> tensors) {
        // Most layers are trained as they are written.
    }
}
