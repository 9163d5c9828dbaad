package org.spikelink.trainer.network;

import java.util.List;
import java.util.Map;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.LayerTraining;
import org.spikelink.trainer.layer.PerSpikingLayer;
import org.spikelink.trainer.layer.ThresholdSpec;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * How a network's layers are initialized and trained.
 *
 * @param thresholds one for all spiking layers, or one per layer
 * @param learnInitialState whether syn_0 and mem_0 are trained
 * @param initialization of weights
 * @param surrogate of all layers; null for each layer's own
 * @param layers options of single layers, by their number
 */
public record NetworkOptions(
        List<ThresholdSpec> thresholds,
        boolean learnInitialState,
        Initialization initialization,
        Surrogate surrogate,
        Map<Integer, LayerTraining> layers) {
    public NetworkOptions {
        thresholds = List.copyOf(thresholds);
        layers = Map.copyOf(layers);
    }

    /** The options of the n-th of {@code count} spiking layers. */
    ThresholdSpec threshold(int n, int count) {
        PerSpikingLayer.check("thresholds", thresholds, count);
        return PerSpikingLayer.of(thresholds, n);
    }
}
