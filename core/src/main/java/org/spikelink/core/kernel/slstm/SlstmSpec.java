package org.spikelink.core.kernel.slstm;

import static org.spikelink.core.model.ModelException.require;
import static org.spikelink.core.model.ModelException.requireWidth;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikelink.core.layer.Layer;
import org.spikelink.core.layer.LayerSpec;
import org.spikelink.core.layer.LayerWeights;
import org.spikelink.core.layer.ParameterSpec;
import org.spikelink.core.layer.StateSpec;
import org.spikelink.core.layer.TorchNames;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.StateQuant;
import org.spikelink.core.model.SurrogateSpec;

/**
 * Spiking LSTM neurons. Parameters, gate order i, f, g, o: weight_ih W [4H][X], weight_hh U [4H][H], bias_ih and bias_hh
 * [4H], both or neither, threshold [1] or [H], and the initial state of a stream, zero by default: syn_0 and mem_0 [H].
 *
 * @param inputs X
 * @param hidden H
 * @param reset what a neuron above its threshold does one step later
 * @param inhibition whether only the strongest neuron may spike
 * @param stateQuant levels that syn and mem are rounded to, or null
 * @param stateless whether every step starts from zero state
 * @param surrogate used only in training, or null
 */
public record SlstmSpec(
        int inputs,
        int hidden,
        Reset reset,
        boolean inhibition,
        StateQuant stateQuant,
        boolean stateless,
        SurrogateSpec surrogate)
        implements LayerSpec {
    /** Index of the synaptic current among the state variables. */
    public static final int SYN = 0;

    /** Index of the membrane potential among the state variables. */
    public static final int MEM = 1;

    static final String TYPE = "slstm";
    static final String WEIGHT_IH = "weight_ih";
    static final String WEIGHT_HH = "weight_hh";
    static final String BIAS_IH = "bias_ih";
    static final String BIAS_HH = "bias_hh";
    static final String THRESHOLD = "threshold";
    static final String SYN_0 = "syn_0";
    static final String MEM_0 = "mem_0";

    private static final int GATES = 4;
    private static final List<String> VARIABLES = List.of("syn", "mem");

    public SlstmSpec {
        requireWidth("inputs", inputs);
        requireWidth("hidden", hidden);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int outputs() {
        return hidden;
    }

    @Override
    public boolean spikes() {
        return true;
    }

    @Override
    public List<ParameterSpec> parameters() {
        int rows = Math.multiplyExact(GATES, hidden);
        return List.of(
                ParameterSpec.required(WEIGHT_IH, rows, inputs),
                ParameterSpec.required(WEIGHT_HH, rows, hidden),
                ParameterSpec.optional(BIAS_IH, rows),
                ParameterSpec.optional(BIAS_HH, rows),
                ParameterSpec.oneOrEach(THRESHOLD, hidden),
                ParameterSpec.optional(SYN_0, hidden),
                ParameterSpec.optional(MEM_0, hidden));
    }

    @Override
    public void check(String prefix, LayerWeights weights) {
        boolean hasIh = weights.has(BIAS_IH);
        require(
                hasIh == weights.has(BIAS_HH),
                "%s must have both bias_ih and bias_hh, or neither (got only %s)",
                prefix.substring(0, prefix.length() - 1),
                hasIh ? BIAS_IH : BIAS_HH);
    }

    @Override
    public StateSpec state() {
        return new StateSpec(VARIABLES, hidden);
    }

    @Override
    public long recurrentOperations() {
        return (long) GATES * hidden * hidden;
    }

    @Override
    public long denseInputOperations() {
        return (long) GATES * hidden * inputs;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", TYPE);
        json.put("inputs", inputs);
        json.put("hidden", hidden);
        json.put("reset", reset.jsonName());
        json.put("inhibition", inhibition);
        json.put("state_quant", stateQuant == null ? null : stateQuant.json());
        json.put("stateless", stateless);
        if (surrogate != null) {
            json.put("surrogate", surrogate.json());
        }
        return json;
    }

    /** Source: snnTorch's {@code SLSTM}, whose state dict holds the reset's number and a factor that grades spikes. */
    @Override
    public TorchNames torchNames() {
        String cell = "lstm_cell.";
        return new TorchNames(
                TYPE,
                cell + WEIGHT_IH,
                List.of(
                        new TorchNames.Parameter(THRESHOLD, THRESHOLD),
                        TorchNames.gradedSpikes(),
                        TorchNames.resetMechanism(reset.torchNumber(), reset.jsonName()),
                        new TorchNames.Parameter(cell + WEIGHT_IH, WEIGHT_IH),
                        new TorchNames.Parameter(cell + WEIGHT_HH, WEIGHT_HH),
                        new TorchNames.Parameter(cell + BIAS_IH, BIAS_IH),
                        new TorchNames.Parameter(cell + BIAS_HH, BIAS_HH),
                        new TorchNames.Parameter(SYN_0, SYN_0),
                        new TorchNames.Parameter(MEM_0, MEM_0)));
    }

    /** Twice the sum, because the rows of gate g are doubled. */
    @Override
    public double largestPreactivation(LayerWeights weights, double largestInput) {
        return 2
                * (inputs * weights.largest(WEIGHT_IH) * largestInput
                        + hidden * weights.largest(WEIGHT_HH) * largestMem(weights)
                        + 2 * (double) LayerWeights.MAX_MAGNITUDE);
    }

    @Override
    public double largestOutput(LayerWeights weights, double largestPreactivation) {
        return largestMem(weights);
    }

    /** At most 1 before a reset, which may subtract a negative threshold; an initial state may be larger. */
    private static double largestMem(LayerWeights weights) {
        return Math.max(weights.largest(MEM_0), 1 + weights.largest(THRESHOLD));
    }

    @Override
    public float[] thresholds(LayerWeights weights) {
        return weights.get(THRESHOLD);
    }

    @Override
    public List<String> warnings(LayerWeights weights) {
        return SilentNeurons.warnings(this, weights);
    }

    @Override
    public Layer newLayer(LayerWeights weights) {
        return new SlstmLayer(this, weights);
    }
}
