package org.spikelink.trainer.layer;

import java.util.Map;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * Training options of one layer.
 *
 * @param threshold of a spiking layer; null for other layers
 * @param learnInitialState whether the initial values of state variables are learned
 * @param initialization of weights
 * @param surrogate of a spiking layer; null for the surrogate in the layer's spec
 * @param training options of this layer alone
 * @param windowBins steps of the model's decision window
 * @param given initial tensors, by the names of the layer's parameters; empty to draw initial values
 */
public record LayerOptions(
        ThresholdSpec threshold,
        boolean learnInitialState,
        Initialization initialization,
        Surrogate surrogate,
        LayerTraining training,
        int windowBins,
        Map<String, Tensor> given) {
    public LayerOptions {
        given = Map.copyOf(given);
    }

    /** Whether the layer has an optional parameter that layers have by default. */
    public boolean hasByDefault(String parameter) {
        return given.isEmpty() || given.containsKey(parameter);
    }
}
