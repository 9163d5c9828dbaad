package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.List;
import org.spikelink.core.layer.LayerWeights;

/**
 * Checks before the first step that nothing can overflow, by bounding each layer's pre-activations and outputs, from
 * the largest input to the scores. Single weights and inputs are at most 1e9, so only chains of linear layers and
 * very long windows can come close.
 */
final class ActivationBounds {
    private static final double MAX_VALUE = 1e37;

    private ActivationBounds() {}

    static void check(ModelDocument document, List<LayerWeights> weights) {
        double input = LayerWeights.MAX_MAGNITUDE;
        double membrane = 0;
        for (int n = 0; n < weights.size(); n++) {
            LayerWeights w = weights.get(n);
            double bound = w.spec().largestPreactivation(w, input);
            require(
                    bound <= MAX_VALUE,
                    "layers.%d could overflow: its pre-activations must stay below 1e37 (bound %s)",
                    n,
                    bound);
            membrane = w.spec().largestMembrane(w, bound);
            require(
                    membrane <= MAX_VALUE,
                    "layers.%d could overflow: its membranes must stay below 1e37 (bound %s)",
                    n,
                    membrane);
            input = w.spec().largestOutput(w, bound);
        }
        double score =
                membrane * document.readout().population() * document.decision().windowBins();
        require(
                score <= MAX_VALUE,
                "scores could overflow: they must stay below 1e37 (bound %s)",
                score);
    }
}
