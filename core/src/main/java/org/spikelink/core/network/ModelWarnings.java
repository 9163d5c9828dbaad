package org.spikelink.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.SlstmWeights;

/** Finds what a model may do but surely is not meant to. */
public final class ModelWarnings {
    /** mem = o * tanh(syn) never exceeds it before a reset. */
    private static final float LARGEST_MEM = 1f;

    private ModelWarnings() {}

    /** What a user should know about {@code model} before using it; empty if all is well. */
    public static List<String> of(Model model) {
        List<String> warnings = new ArrayList<>();
        for (int n = 0; n < model.weights().size(); n++) {
            if (model.document().layers().get(n) instanceof LayerSpec.Slstm spec) {
                silentNeurons(n, spec, (SlstmWeights) model.weights().get(n), warnings);
            }
        }
        return warnings;
    }

    private static void silentNeurons(
            int n, LayerSpec.Slstm spec, SlstmWeights weights, List<String> warnings) {
        float largest =
                spec.stateQuant() == null
                        ? LARGEST_MEM
                        : Quantizer.of(spec.stateQuant()).apply(LARGEST_MEM);
        float[] threshold = weights.thresholdPerNeuron(spec.hidden());
        int silent = 0;
        for (float value : threshold) {
            silent += largest > value ? 0 : 1;
        }
        if (silent > 0) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "layers.%d: %d of %d neurons can never spike: mem never exceeds %s and their threshold is"
                                    + " at or above it (first: %s)",
                            n,
                            silent,
                            spec.hidden(),
                            largest,
                            firstSilent(threshold, largest)));
        }
    }

    private static float firstSilent(float[] threshold, float largest) {
        for (float value : threshold) {
            if (largest <= value) {
                return value;
            }
        }
        throw new IllegalArgumentException("no threshold is at or above " + largest);
    }
}
