package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a layer's tensors out of a map by name, checks shape and range of each, and puts them back. */
final class ModelTensors {
    private static final float MAX_MAGNITUDE = 1e9f;

    private final Map<String, Tensor> tensors;

    ModelTensors(Map<String, Tensor> tensors) {
        this.tensors = new LinkedHashMap<>(tensors);
    }

    LayerWeights take(String layer, LayerSpec spec) {
        return spec instanceof LayerSpec.Slstm slstm
                ? slstm(layer, slstm)
                : linear(layer, (LayerSpec.Linear) spec);
    }

    private SlstmWeights slstm(String layer, LayerSpec.Slstm spec) {
        int hidden = spec.hidden();
        int rows = Math.multiplyExact(4, hidden);
        float[] biasIh = optional(layer + ".bias_ih", rows);
        float[] biasHh = optional(layer + ".bias_hh", rows);
        require(
                (biasIh == null) == (biasHh == null),
                "%s must have both bias_ih and bias_hh, or neither (got only %s)",
                layer,
                biasIh == null ? "bias_hh" : "bias_ih");
        return new SlstmWeights(
                required(layer + ".weight_ih", rows, spec.inputs()),
                required(layer + ".weight_hh", rows, hidden),
                biasIh,
                biasHh,
                threshold(layer + ".threshold", hidden),
                optional(layer + ".syn_0", hidden),
                optional(layer + ".mem_0", hidden));
    }

    private LinearWeights linear(String layer, LayerSpec.Linear spec) {
        return new LinearWeights(
                required(layer + ".weight", spec.outputs(), spec.inputs()),
                optional(layer + ".bias", spec.outputs()));
    }

    private float[] threshold(String name, int hidden) {
        Tensor tensor = tensors.get(name);
        require(tensor != null, "%s must be [1] or [%d] (got nothing)", name, hidden);
        int count = tensor.values().length;
        require(
                tensor.shape().length <= 1 && (count == 1 || count == hidden),
                "%s must be [1] or [%d] (got %s)",
                name,
                hidden,
                tensor.shapeText());
        return checked(name, tensors.remove(name).values());
    }

    private float[] required(String name, int... shape) {
        float[] values = optional(name, shape);
        require(values != null, "%s must be %s (got nothing)", name, Arrays.toString(shape));
        return values;
    }

    private float[] optional(String name, int... shape) {
        Tensor tensor = tensors.remove(name);
        if (tensor == null) {
            return null;
        }
        require(
                Arrays.equals(tensor.shape(), shape),
                "%s must be %s (got %s)",
                name,
                Arrays.toString(shape),
                tensor.shapeText());
        return checked(name, tensor.values());
    }

    private static float[] checked(String name, float[] values) {
        for (int n = 0; n < values.length; n++) {
            require(
                    Math.abs(values[n]) <= MAX_MAGNITUDE,
                    "%s must hold finite values of at most 1e9 (got %s at position %d)",
                    name,
                    values[n],
                    n);
        }
        return values;
    }

    /** Refuses tensors that no layer took. */
    void close() {
        require(
                tensors.isEmpty(),
                "%s is not a tensor that the model's layers have",
                tensors.isEmpty() ? "" : tensors.keySet().iterator().next());
    }

    static Map<String, Tensor> of(String layer, LayerSpec spec, LayerWeights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (spec instanceof LayerSpec.Slstm s && weights instanceof SlstmWeights w) {
            int rows = 4 * s.hidden();
            tensors.put(
                    layer + ".weight_ih", new Tensor(new int[] {rows, s.inputs()}, w.weightIh()));
            tensors.put(
                    layer + ".weight_hh", new Tensor(new int[] {rows, s.hidden()}, w.weightHh()));
            putVector(tensors, layer + ".bias_ih", w.biasIh());
            putVector(tensors, layer + ".bias_hh", w.biasHh());
            putVector(tensors, layer + ".threshold", w.threshold());
            putVector(tensors, layer + ".syn_0", w.syn0());
            putVector(tensors, layer + ".mem_0", w.mem0());
        } else if (weights instanceof LinearWeights w) {
            int[] shape = {spec.outputs(), spec.inputs()};
            tensors.put(layer + ".weight", new Tensor(shape, w.weight()));
            putVector(tensors, layer + ".bias", w.bias());
        }
        return tensors;
    }

    private static void putVector(Map<String, Tensor> tensors, String name, float[] values) {
        if (values != null) {
            tensors.put(name, Tensor.of(values));
        }
    }
}
