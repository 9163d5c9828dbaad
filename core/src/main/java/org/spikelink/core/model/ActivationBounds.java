package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.List;

/**
 * Shows before the first step that no pre-activation can overflow: the largest input of each layer times its weights,
 * added up. Single weights and inputs are at most 1e9, so only chains of linear layers can come near.
 */
final class ActivationBounds {
    private static final double MAX_INPUT = 1e9;
    private static final double MAX_PREACTIVATION = 1e37;

    private ActivationBounds() {}

    static void check(ModelDocument document, List<LayerWeights> weights) {
        double input = MAX_INPUT;
        for (int n = 0; n < weights.size(); n++) {
            double bound =
                    weights.get(n) instanceof SlstmWeights w
                            ? 4
                                    * MAX_INPUT
                                    * (largest(w.weightIh())
                                            * input
                                            / MAX_INPUT
                                            * w.weightIh().length)
                            : linear((LinearWeights) weights.get(n), input);
            require(
                    bound <= MAX_PREACTIVATION,
                    "layers.%d could overflow: its pre-activations must stay below 1e37 (bound %s)",
                    n,
                    bound);
            input = weights.get(n) instanceof SlstmWeights ? 1 : bound;
        }
    }

    private static double linear(LinearWeights w, double input) {
        double bias = w.bias() == null ? 0 : largest(w.bias());
        return largest(w.weight()) * input * w.weight().length + bias;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
