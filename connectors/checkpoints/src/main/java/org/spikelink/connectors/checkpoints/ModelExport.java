package org.spikelink.connectors.checkpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.kernel.Reset;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.LinearWeights;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.SlstmWeights;

/**
 * A model's parameters under the names that snnTorch gives them: {@code slstmN.lstm_cell.weight_ih}, {@code
 * slstmN.threshold} and so on, {@code fcN.weight} and {@code fcN.bias} for a linear layer, N counting all layers from 1.
 * {@link ModelImport} reads them back.
 */
public final class ModelExport {
    private ModelExport() {}

    /**
     * The parameters of all layers, in order. Of an SLSTM also the two constants that snnTorch keeps in its state dict;
     * learned initial states, for which snnTorch has no name, as {@code slstmN.syn_0} and {@code slstmN.mem_0}.
     */
    public static Map<String, Parameter> of(Model model) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        List<LayerSpec> layers = model.document().layers();
        for (int n = 0; n < layers.size(); n++) {
            if (layers.get(n) instanceof LayerSpec.Slstm spec) {
                SlstmWeights weights = (SlstmWeights) model.weights().get(n);
                slstm(prefix(layers, n), spec, weights, parameters);
            } else {
                LinearWeights weights = (LinearWeights) model.weights().get(n);
                linear(prefix(layers, n), layers.get(n), weights, parameters);
            }
        }
        return parameters;
    }

    /** Where layer {@code n}'s parameters are: {@code slstm1.} for a first SLSTM layer. */
    public static String prefix(List<LayerSpec> layers, int n) {
        return (layers.get(n) instanceof LayerSpec.Slstm ? "slstm" : "fc") + (n + 1) + ".";
    }

    private static void slstm(
            String prefix, LayerSpec.Slstm spec, SlstmWeights w, Map<String, Parameter> to) {
        int hidden = spec.hidden();
        to.put(prefix + "threshold", threshold(w.threshold()));
        to.put(prefix + "graded_spikes_factor", Parameter.of(1));
        to.put(prefix + "reset_mechanism_val", Parameter.ofLong(resetNumber(spec.reset())));
        String cell = prefix + "lstm_cell.";
        to.put(cell + "weight_ih", new Parameter(w.weightIh(), 4 * hidden, spec.inputs()));
        to.put(cell + "weight_hh", new Parameter(w.weightHh(), 4 * hidden, hidden));
        putVector(to, cell + "bias_ih", w.biasIh());
        putVector(to, cell + "bias_hh", w.biasHh());
        putVector(to, prefix + "syn_0", w.syn0());
        putVector(to, prefix + "mem_0", w.mem0());
    }

    /** snnTorch has a threshold for all neurons without a shape. */
    private static Parameter threshold(float[] threshold) {
        return threshold.length == 1
                ? Parameter.of(threshold[0])
                : new Parameter(threshold, threshold.length);
    }

    /** snnTorch's numbers. */
    static int resetNumber(Reset reset) {
        return switch (reset) {
            case SUBTRACT -> 0;
            case ZERO -> 1;
            case NONE -> 2;
        };
    }

    private static void linear(
            String prefix, LayerSpec spec, LinearWeights w, Map<String, Parameter> to) {
        to.put(prefix + "weight", new Parameter(w.weight(), spec.outputs(), spec.inputs()));
        putVector(to, prefix + "bias", w.bias());
    }

    private static void putVector(Map<String, Parameter> to, String name, float[] values) {
        if (values != null) {
            to.put(name, new Parameter(values, values.length));
        }
    }
}
