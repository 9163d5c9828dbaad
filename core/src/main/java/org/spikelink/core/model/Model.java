package org.spikelink.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model: its document, the weights of each layer, and the sha256 of the file that holds both. Immutable.
 *
 * @param document what it is
 * @param weights of each layer
 * @param sha256 of the model file's bytes, 64 hexadecimal digits
 */
public record Model(ModelDocument document, List<LayerWeights> weights, String sha256) {

    /**
     * Builds a model from tensors named as in the model file ({@code layers.0.weight_ih}).
     *
     * @throws ModelException if a tensor is missing, left over, of the wrong shape, not finite or above 1e9
     */
    public static Model of(ModelDocument document, Map<String, Tensor> tensors) {
        return ModelFile.parse(ModelFile.bytes(document, weights(document, tensors)));
    }

    static List<LayerWeights> weights(ModelDocument document, Map<String, Tensor> tensors) {
        ModelTensors source = new ModelTensors(tensors);
        List<LayerWeights> weights = new ArrayList<>();
        for (int n = 0; n < document.layers().size(); n++) {
            weights.add(source.take("layers." + n, document.layers().get(n)));
        }
        source.close();
        ActivationBounds.check(document, weights);
        return weights;
    }

    /** The first 64 bits of {@link #sha256}. */
    public long fingerprint() {
        return Long.parseUnsignedLong(sha256.substring(0, 16), 16);
    }
}
