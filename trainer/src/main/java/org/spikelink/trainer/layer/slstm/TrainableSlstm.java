package org.spikelink.trainer.layer.slstm;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.slstm.Quantizer;
import org.spikelink.core.kernel.slstm.SlstmSpec;
import org.spikelink.core.model.Reset;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.InitialValues;
import org.spikelink.trainer.layer.Initialization;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.Projection;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.VectorParameter;
import org.spikelink.trainer.math.Layout;
import org.spikelink.trainer.surrogate.Surrogate;

/**
 * Parameters of a layer of spiking LSTM neurons. Gate order i, f, g, o; matrices are transposed, [X][4H] and [H][4H].
 */
public final class TrainableSlstm implements TrainableLayer {
    private final SlstmSpec spec;
    private final LayerOptions options;
    private final Parameters parameters;
    private final Surrogate surrogate;
    private final Quantizer quantizer; // null without state_quant
    private final int hidden;
    private final Projection projection;
    private final Parameters.Slot recurrent; // null without recurrence: U is 0
    private final VectorParameter biasIh; // null without bias, like biasHh
    private final VectorParameter biasHh;
    private final VectorParameter thresholdParameter;
    private final VectorParameter syn0;
    private final VectorParameter mem0;
    private final float[] bias; // [4H] b_ih + b_hh
    private final float[] threshold; // [H]
    private final float[] recurrentRows; // [4H][H]: U with the rows that the backward pass adds
    private int fedBack; // no neuron from this one on has a recurrent weight

    public TrainableSlstm(SlstmSpec spec, LayerOptions options, Parameters parameters) {
        this.spec = spec;
        this.options = options;
        this.parameters = parameters;
        surrogate =
                options.surrogate() == null ? Surrogate.of(spec.surrogate()) : options.surrogate();
        quantizer = spec.stateQuant() == null ? null : Quantizer.of(spec.stateQuant());
        hidden = spec.hidden();
        int rows = Math.multiplyExact(4, hidden);
        projection = new Projection(parameters, spec.inputs(), rows);
        recurrent =
                options.initialization().recurrent() ? parameters.add((long) hidden * rows) : null;
        boolean hasBias = options.hasByDefault("bias_ih");
        biasIh = hasBias ? VectorParameter.learned(parameters, rows) : null;
        biasHh = hasBias ? VectorParameter.learned(parameters, rows) : null;
        thresholdParameter = VectorParameter.threshold(parameters, options, hidden);
        syn0 = initialState();
        mem0 = initialState();
        bias = new float[rows];
        threshold = new float[hidden];
        recurrentRows = new float[recurrent == null ? 0 : recurrent.size()];
    }

    private VectorParameter initialState() {
        return options.learnInitialState()
                ? VectorParameter.learned(parameters, hidden)
                : VectorParameter.fixed(hidden);
    }

    @Override
    public int inputs() {
        return spec.inputs();
    }

    @Override
    public int outputs() {
        return hidden;
    }

    @Override
    public Parameters.Slot inputWeights() {
        return projection.weight();
    }

    Projection projection() {
        return projection;
    }

    /** Null without recurrence. */
    Parameters.Slot recurrent() {
        return recurrent;
    }

    /** Whether mem is fed back. */
    boolean recurs() {
        return recurrent != null && !spec.stateless();
    }

    /** The values of all parameters; U, transposed to [H][4H], starts at {@link #recurrent}. */
    float[] parameterValues() {
        return parameters.values();
    }

    /** Number of the first neurons that all recurrent weights come from: with time fields, the clock alone. */
    int fedBack() {
        return fedBack;
    }

    float[] recurrentRows() {
        return recurrentRows;
    }

    float[] bias() {
        return bias;
    }

    float[] threshold() {
        return threshold;
    }

    boolean hasBias() {
        return biasIh != null;
    }

    Parameters.Slot biasIhSlot() {
        return biasIh.slot();
    }

    Parameters.Slot biasHhSlot() {
        return biasHh.slot();
    }

    VectorParameter thresholdParameter() {
        return thresholdParameter;
    }

    VectorParameter syn0() {
        return syn0;
    }

    VectorParameter mem0() {
        return mem0;
    }

    Reset reset() {
        return spec.reset();
    }

    boolean inhibition() {
        return spec.inhibition();
    }

    boolean stateless() {
        return spec.stateless();
    }

    /** Null without state_quant. */
    Quantizer quantizer() {
        return quantizer;
    }

    Surrogate surrogate() {
        return surrogate;
    }

    @Override
    public void initialize(SplittableRandom random) {
        double bound = 1 / Math.sqrt(hidden);
        Initialization first = options.initialization();
        if (first.fanIn() == 0) {
            InitialValues.uniform(parameters, projection.weight(), bound, random);
        } else {
            int fanIn = Math.min(first.fanIn(), spec.inputs());
            InitialValues.sparse(
                    parameters, projection.weight(), spec.inputs(), hidden, fanIn, random);
        }
        if (recurrent != null && first.timeFields() == null) {
            InitialValues.uniform(parameters, recurrent, bound, random);
        }
        if (hasBias()) {
            InitialValues.uniform(parameters, biasIh.slot(), bound, random);
            InitialValues.uniform(parameters, biasHh.slot(), bound, random);
            for (int j = hidden; j < 2 * hidden; j++) {
                biasIh.set(j, biasIh.get(j) + (float) forgetBias(first, random));
            }
        }
        if (first.orthogonalRecurrent() && recurrent != null) {
            drawOrthogonal(random);
        }
        for (int n = recurrent == null ? 0 : recurrent.at();
                recurrent != null && n < recurrent.end();
                n++) {
            parameters.values()[n] *= (float) first.recurrentGain();
        }
        if (first.timeFields() != null) {
            checkTimeFields();
            new TimeFieldWeights(this, options.windowBins()).draw(first.timeFields(), random);
        }
        thresholdParameter.fill((float) options.threshold().initial());
    }

    private static double forgetBias(Initialization first, SplittableRandom random) {
        return first.forgetSpread() == 0
                ? first.forgetBias()
                : first.forgetBias() + first.forgetSpread() * random.nextDouble();
    }

    /** The clock must count every step, with the precision of float. */
    private void checkTimeFields() {
        if (spec.reset() != Reset.NONE) {
            throw new IllegalArgumentException(
                    "time-fields need slstm layers with reset none (got " + spec.reset() + ")");
        }
        if (quantizer != null) {
            throw new IllegalArgumentException(
                    "time-fields need slstm layers without state-quant (got "
                            + spec.stateQuant()
                            + ")");
        }
    }

    private void drawOrthogonal(SplittableRandom random) {
        for (int gate = 0; gate < 4; gate++) {
            double[][] q = InitialValues.orthogonal(hidden, random);
            for (int k = 0; k < hidden; k++) {
                for (int j = 0; j < hidden; j++) {
                    int at = recurrent.at() + k * 4 * hidden + gate * hidden + j;
                    parameters.values()[at] = (float) q[j][k];
                }
            }
        }
    }

    @Override
    public void refresh() {
        for (int j = 0; hasBias() && j < bias.length; j++) {
            bias[j] = biasIh.get(j) + biasHh.get(j);
        }
        for (int j = 0; j < hidden; j++) {
            threshold[j] = thresholdParameter.get(thresholdParameter.size() == 1 ? 0 : j);
        }
        if (recurrent != null) {
            Layout.transpose(
                    parameters.values(), recurrent.at(), hidden, 4 * hidden, recurrentRows, 0);
            fedBack = hidden - zerosAtTheEnd() / (4 * hidden);
        }
    }

    private int zerosAtTheEnd() {
        int end = recurrent.end();
        while (end > recurrent.at() && parameters.values()[end - 1] == 0) {
            end--;
        }
        return recurrent.end() - end;
    }

    @Override
    public LayerRun newRun() {
        return new SlstmRun(this);
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        projection.load(tensors.get(prefix + ".weight_ih"));
        if (recurrent != null) {
            Layout.transpose(
                    tensors.get(prefix + ".weight_hh").values(),
                    0,
                    4 * hidden,
                    hidden,
                    parameters.values(),
                    recurrent.at());
        }
        load(biasIh, prefix + ".bias_ih", tensors);
        load(biasHh, prefix + ".bias_hh", tensors);
        load(thresholdParameter, prefix + ".threshold", tensors);
        load(syn0, prefix + ".syn_0", tensors);
        load(mem0, prefix + ".mem_0", tensors);
    }

    private static void load(VectorParameter parameter, String name, Map<String, Tensor> tensors) {
        if (parameter != null && tensors.containsKey(name)) {
            parameter.load(name, tensors.get(name));
        }
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        projection.store(prefix + ".weight_ih", tensors, from);
        float[] u = new float[4 * hidden * hidden];
        if (recurrent != null) {
            Layout.transpose(from, recurrent.at(), hidden, 4 * hidden, u, 0);
        }
        tensors.put(prefix + ".weight_hh", new Tensor(new int[] {4 * hidden, hidden}, u));
        if (hasBias()) {
            biasIh.storeLearned(prefix + ".bias_ih", tensors, from);
            biasHh.storeLearned(prefix + ".bias_hh", tensors, from);
        }
        thresholdParameter.storeLearned(prefix + ".threshold", tensors, from);
        syn0.storeLearned(prefix + ".syn_0", tensors, from);
        mem0.storeLearned(prefix + ".mem_0", tensors, from);
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        thresholdParameter.storeFixed(prefix + ".threshold", tensors);
        boolean hasInitialState =
                options.given().containsKey("syn_0") || options.given().containsKey("mem_0");
        if (hasInitialState) {
            syn0.storeFixed(prefix + ".syn_0", tensors);
            mem0.storeFixed(prefix + ".mem_0", tensors);
        }
    }
}
