package org.spikelink.core.kernel.slstm;

import java.util.List;
import java.util.Locale;
import org.spikelink.core.layer.LayerWeights;

/** Finds neurons whose threshold their membrane potential can never exceed. */
final class SilentNeurons {
    /** mem = o * tanh(syn) never exceeds it before a reset. */
    private static final float LARGEST_MEM = 1f;

    private SilentNeurons() {}

    static List<String> warnings(SlstmSpec spec, LayerWeights weights) {
        float largest =
                spec.stateQuant() == null
                        ? LARGEST_MEM
                        : Quantizer.of(spec.stateQuant()).apply(LARGEST_MEM);
        int silent = 0;
        float first = 0;
        for (float threshold : SlstmLayer.thresholdPerNeuron(spec, weights)) {
            if (!(largest > threshold)) {
                first = silent == 0 ? threshold : first;
                silent++;
            }
        }
        return silent == 0
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "%d of %d neurons can never spike: mem never exceeds %s and their threshold is at or"
                                        + " above it (first: %s)",
                                silent,
                                spec.hidden(),
                                largest,
                                first));
    }
}
