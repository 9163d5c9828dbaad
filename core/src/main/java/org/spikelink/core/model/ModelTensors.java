package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;

/** Converts named tensors of a model file into the checked weights of each layer, and back. */
public final class ModelTensors {
    private final Map<String, Tensor> tensors;

    private ModelTensors(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /**
     * The weights of each layer, from tensors named as in the model file ({@code layers.0.weight_ih}). Arrays are
     * used directly, not copied.
     *
     * @throws ModelException if a tensor is missing, left over, of the wrong shape, not finite or above 1e9
     */
    public static List<LayerWeights> weights(ModelDocument document, Map<String, Tensor> tensors) {
        ModelTensors source = new ModelTensors(tensors);
        List<LayerWeights> weights = new ArrayList<>();
        for (int n = 0; n < document.layers().size(); n++) {
            weights.add(source.take(prefix(n), document.layers().get(n)));
        }
        source.close();
        ActivationBounds.check(document, weights);
        return List.copyOf(weights);
    }

    /** Prefix of the names of layer {@code n}'s tensors. */
    public static String prefix(int n) {
        return "layers." + n + ".";
    }

    private LayerWeights take(String prefix, LayerSpec spec) {
        Map<String, float[]> values = new HashMap<>();
        for (ParameterSpec parameter : spec.parameters()) {
            Tensor tensor = tensors.remove(prefix + parameter.name());
            if (tensor != null || parameter.required()) {
                values.put(parameter.name(), checked(prefix + parameter.name(), parameter, tensor));
            } else if (parameter.otherwise() != null) {
                values.put(parameter.name(), new float[] {parameter.otherwise()});
            }
        }
        LayerWeights weights = new LayerWeights(spec, values);
        spec.check(prefix, weights);
        return weights;
    }

    private static float[] checked(String name, ParameterSpec parameter, Tensor tensor) {
        require(
                tensor != null && parameter.takes(tensor.shape()),
                "%s must be %s (got %s)",
                name,
                parameter.shapeText(),
                tensor == null ? "nothing" : tensor.shapeText());
        float[] values = tensor.values();
        for (int n = 0; n < values.length; n++) {
            require(
                    Math.abs(values[n]) <= LayerWeights.MAX_MAGNITUDE,
                    "%s must hold finite values of at most 1e9 (got %s at position %d)",
                    name,
                    values[n],
                    n);
        }
        return values;
    }

    /** Rejects tensors that no layer took. */
    private void close() {
        require(
                tensors.isEmpty(),
                "%s is not a tensor of the model's layers",
                tensors.isEmpty() ? "" : tensors.keySet().iterator().next());
    }

    /** The tensors of all layers, in the order of a model file; arrays are the weights' own. */
    public static Map<String, Tensor> of(List<LayerWeights> weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int n = 0; n < weights.size(); n++) {
            LayerWeights w = weights.get(n);
            for (ParameterSpec parameter : w.spec().parameters()) {
                if (w.has(parameter.name())) {
                    float[] values = w.get(parameter.name());
                    tensors.put(
                            prefix(n) + parameter.name(),
                            new Tensor(parameter.shape(values.length), values));
                }
            }
        }
        return tensors;
    }
}
