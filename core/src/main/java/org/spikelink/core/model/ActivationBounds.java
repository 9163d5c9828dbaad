package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.List;

/**
 * Shows before the first step that nothing can overflow: the largest input of each layer times its weights, added up.
 * Single weights and inputs are at most 1e9, so only chains of linear layers and very long windows can come near.
 */
final class ActivationBounds {
    private static final double MAX_INPUT = 1e9;
    private static final double MAX_VALUE = 1e37;

    private ActivationBounds() {}

    static void check(ModelDocument document, List<LayerWeights> weights) {
        double input = MAX_INPUT;
        for (int n = 0; n < weights.size(); n++) {
            double bound =
                    document.layers().get(n) instanceof LayerSpec.Slstm spec
                            ? slstm(spec, (SlstmWeights) weights.get(n), input)
                            : linear(
                                    (LayerSpec.Linear) document.layers().get(n),
                                    (LinearWeights) weights.get(n),
                                    input);
            require(
                    bound <= MAX_VALUE,
                    "layers.%d could overflow: its pre-activations must stay below 1e37 (bound %s)",
                    n,
                    bound);
            input = weights.get(n) instanceof SlstmWeights w ? largestMem(w) : bound;
        }
        double score = input * document.readout().population() * document.decision().windowBins();
        require(
                score <= MAX_VALUE,
                "scores could overflow: they must stay below 1e37 (bound %s)",
                score);
    }

    /** Twice the sum, for the gate g is doubled. */
    private static double slstm(LayerSpec.Slstm spec, SlstmWeights w, double input) {
        return 2
                * (spec.inputs() * largest(w.weightIh()) * input
                        + spec.hidden() * largest(w.weightHh()) * largestMem(w)
                        + 2 * MAX_INPUT);
    }

    /** At most 1 before a reset, which may take a negative threshold off; an initial state may be larger. */
    private static double largestMem(SlstmWeights w) {
        double initial = w.mem0() == null ? 0 : largest(w.mem0());
        return Math.max(initial, 1 + largest(w.threshold()));
    }

    private static double linear(LayerSpec.Linear spec, LinearWeights w, double input) {
        double bias = w.bias() == null ? 0 : largest(w.bias());
        return spec.inputs() * largest(w.weight()) * input + bias;
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
