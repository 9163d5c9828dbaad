package org.spikelink.trainer.network;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.model.Tensor;

/** A layer's parameters and what follows from them; shared by all shards, read-only while they run. */
sealed interface TrainableLayer permits SlstmLayer, LinearLayer {
    int inputs();

    int outputs();

    /** Draws first values. */
    void initialize(SplittableRandom random);

    /** Works out anew what follows from parameters, after they changed. */
    void refresh();

    LayerRun newRun();

    /** Takes values by the model file's names; what is fixed too. */
    void load(String prefix, Map<String, Tensor> tensors);

    /**
     * Puts what is learned by the model file's names.
     *
     * @param from values or gradients, laid out as the parameters are
     */
    void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from);

    /** Puts what is not learned. */
    void storeFixed(String prefix, Map<String, Tensor> tensors);
}
