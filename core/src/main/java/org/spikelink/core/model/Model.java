package org.spikelink.core.model;

import java.util.List;
import org.spikelink.core.layer.LayerWeights;

/**
 * A model: its document, the weights of each layer, and the sha256 of the file that holds both. Immutable.
 *
 * @param document everything but the weights
 * @param weights of each layer
 * @param sha256 of the model file's bytes, 64 hexadecimal digits
 */
public record Model(ModelDocument document, List<LayerWeights> weights, String sha256) {

    /** The first 64 bits of {@link #sha256}. */
    public long fingerprint() {
        return Long.parseUnsignedLong(sha256.substring(0, 16), 16);
    }
}
