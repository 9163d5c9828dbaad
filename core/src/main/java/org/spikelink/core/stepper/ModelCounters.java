package org.spikelink.core.stepper;

import java.util.List;
import org.spikelink.core.model.ModelDocument;

/**
 * Counts the work of one model since its stepper was created.
 *
 * @param document of the model
 * @param sha256 of its file
 * @param layers the counters of each layer
 * @param windows the counters of its decisions
 */
public record ModelCounters(
        ModelDocument document, String sha256, List<LayerCounters> layers, WindowCounters windows) {
    static ModelCounters of(ModelDocument document, String sha256) {
        return new ModelCounters(
                document,
                sha256,
                LayerCounters.of(document),
                new WindowCounters(document.labels().size()));
    }
}
