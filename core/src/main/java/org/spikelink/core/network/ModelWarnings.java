package org.spikelink.core.network;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.model.Model;

/** Finds properties of a model that are valid but almost certainly not intended. */
public final class ModelWarnings {
    private ModelWarnings() {}

    /** Warnings about {@code model}; empty if there are none. */
    public static List<String> of(Model model) {
        List<String> warnings = new ArrayList<>();
        for (int n = 0; n < model.weights().size(); n++) {
            LayerWeights weights = model.weights().get(n);
            List<String> found = new ArrayList<>(weights.spec().warnings(weights));
            if (n + 1 < model.weights().size()) {
                found.addAll(weights.spec().warningsBefore(weights, model.weights().get(n + 1)));
            }
            for (String warning : found) {
                warnings.add("layers." + n + ": " + warning);
            }
        }
        return warnings;
    }
}
