package org.spikelink.core.kernel.linear;

import static org.spikelink.core.model.ModelException.requireWidth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.TorchNames;

/**
 * y = W x + b. Parameters: weight W [outputs][X], bias b [outputs] or none.
 *
 * @param inputs X
 * @param outputs number of real-valued outputs
 */
public record LinearSpec(int inputs, int outputs) implements LayerSpec {
    static final String TYPE = "linear";
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private static final int MATRIX = 2; // dimensions

    public LinearSpec {
        requireWidth("inputs", inputs);
        requireWidth("outputs", outputs);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public List<ParameterSpec> parameters() {
        return List.of(
                ParameterSpec.required(WEIGHT, outputs, inputs),
                ParameterSpec.optional(BIAS, outputs));
    }

    @Override
    public long denseInputOperations() {
        return (long) inputs * outputs;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("inputs", inputs);
        json.put("outputs", outputs);
        return json;
    }

    @Override
    public TorchNames torchNames() {
        return new TorchNames(
                "fc",
                WEIGHT,
                MATRIX,
                List.of(
                        new TorchNames.Parameter(WEIGHT, WEIGHT),
                        new TorchNames.Parameter(BIAS, BIAS)));
    }

    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        return inputs * weights.largest(WEIGHT) * largestInput + weights.largest(BIAS);
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return largestPreactivation;
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new LinearLayer(this, weights);
    }
}
