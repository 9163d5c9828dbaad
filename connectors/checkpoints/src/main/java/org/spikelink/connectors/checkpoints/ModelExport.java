package org.spikelink.connectors.checkpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.TorchNames;
import org.spikelink.core.model.Model;

/**
 * A model's parameters under the names that PyTorch and snnTorch give them: {@code slstmN.lstm_cell.weight_ih},
 * {@code slstmN.threshold} and so on, {@code fcN.weight} and {@code fcN.bias} for a linear layer, N counting all
 * layers from 1. {@link ModelImport} reads them back.
 */
public final class ModelExport {
    private ModelExport() {}

    /**
     * The parameters of all layers, in order, and the constants that snnTorch keeps in its state dict. Learned
     * initial states, for which snnTorch has no name, become {@code slstmN.syn_0} and {@code slstmN.mem_0}.
     */
    public static Map<String, Parameter> of(Model model) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (int n = 0; n < model.weights().size(); n++) {
            put(prefix(model.document().layers(), n), model.weights().get(n), parameters);
        }
        return parameters;
    }

    /** The prefix of layer {@code n}'s parameters: {@code slstm1.} for a first SLSTM layer. */
    public static String prefix(List<LayerSpec> layers, int n) {
        return layers.get(n).torchNames().module() + (n + 1) + ".";
    }

    private static void put(String prefix, LayerWeights weights, Map<String, Parameter> to) {
        for (TorchNames.Entry entry : weights.spec().torchNames().entries()) {
            String name = prefix + entry.name();
            if (entry instanceof TorchNames.Constant constant) {
                to.put(
                        name,
                        constant.isLong()
                                ? Parameter.ofLong(constant.value())
                                : Parameter.of(constant.value()));
            } else if (entry instanceof TorchNames.Parameter parameter
                    && weights.has(parameter.parameter())) {
                to.put(name, parameter(weights, parameter.parameter()));
            }
        }
    }

    /** A single value for all neurons has no shape in snnTorch. */
    private static Parameter parameter(LayerWeights weights, String name) {
        float[] values = weights.get(name);
        ParameterSpec spec = weights.spec().parameter(name);
        boolean standsForAll = spec.shapes().size() > 1 && values.length == 1;
        return standsForAll
                ? Parameter.of(values[0])
                : new Parameter(values, spec.shape(values.length));
    }
}
