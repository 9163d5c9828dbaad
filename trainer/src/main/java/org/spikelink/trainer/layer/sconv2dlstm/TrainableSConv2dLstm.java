package org.spikelink.trainer.layer.sconv2dlstm;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.kernel.sconv2dlstm.SConv2dLstmSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.ConvolutionGradient;
import org.spikelink.trainer.layer.InitialValues;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.SpikeGate;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.VectorParameter;
import org.spikelink.trainer.surrogate.Surrogate;

/** Parameters of spiking convolutional LSTM neurons, gate order i, f, o, g: weights [4 O][C + O][K][K]. */
final class TrainableSConv2dLstm implements TrainableLayer {
    private static final int GATES = 4;
    private static final int FORGET = 1;
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";
    private static final String THRESHOLD = ".threshold";

    private final SConv2dLstmSpec spec;
    private final LayerOptions options;
    private final ConvolutionShape shape;
    private final Parameters parameters;
    private final Parameters.Slot weightSlot;
    private final VectorParameter biasParameter; // null without bias
    private final VectorParameter threshold;
    private final SpikeGate gate;
    private final float[] weight; // with the rows of g doubled, like bias
    private final float[] bias; // null without
    private float[] weightForInputs = {};

    TrainableSConv2dLstm(SConv2dLstmSpec spec, LayerOptions options, Parameters parameters) {
        this.spec = spec;
        this.options = options;
        this.parameters = parameters;
        shape = spec.shape();
        weightSlot = parameters.add(shape.weights());
        boolean hasBias = options.hasByDefault("bias");
        biasParameter = hasBias ? VectorParameter.learned(parameters, shape.channels()) : null;
        threshold = VectorParameter.threshold(parameters, options, spec.channels());
        Surrogate surrogate =
                options.surrogate() == null ? Surrogate.of(spec.surrogate()) : options.surrogate();
        gate = new SpikeGate(threshold, surrogate, spec.channels());
        weight = new float[weightSlot.size()];
        bias = hasBias ? new float[shape.channels()] : null;
    }

    @Override
    public int inputs() {
        return spec.inputs();
    }

    @Override
    public int outputs() {
        return spec.outputs();
    }

    SConv2dLstmSpec spec() {
        return spec;
    }

    Parameters.Slot weightSlot() {
        return weightSlot;
    }

    /** Null without bias. */
    VectorParameter biasParameter() {
        return biasParameter;
    }

    SpikeGate gate() {
        return gate;
    }

    /** With the rows of g doubled: tanh(x) = 2 sigmoid(2x) - 1. */
    float[] weight() {
        return weight;
    }

    /** Null without bias. */
    float[] bias() {
        return bias;
    }

    /** As {@link ConvolutionGradient#inputs} takes them. */
    float[] weightForInputs() {
        return weightForInputs;
    }

    @Override
    public void initialize(SplittableRandom random) {
        double bound = 1 / Math.sqrt((double) weightSlot.size() / shape.channels());
        InitialValues.uniform(parameters, weightSlot, bound, random);
        if (biasParameter != null) {
            InitialValues.uniform(parameters, biasParameter.slot(), bound, random);
            double forget = options.initialization().forgetBias();
            for (int c = 0; c < spec.channels(); c++) {
                int at = FORGET * spec.channels() + c;
                biasParameter.set(at, biasParameter.get(at) + (float) forget);
            }
        }
        threshold.fill((float) options.threshold().initial());
    }

    @Override
    public void refresh() {
        gate.refresh();
        System.arraycopy(parameters.values(), weightSlot.at(), weight, 0, weight.length);
        weightForInputs = ConvolutionGradient.forInputs(shape, weight, 0);
        doubleG(weight);
        if (bias != null) {
            for (int c = 0; c < bias.length; c++) {
                bias[c] = biasParameter.get(c);
            }
            doubleG(bias);
        }
    }

    private static void doubleG(float[] rows) {
        for (int n = rows.length / GATES * (GATES - 1); n < rows.length; n++) {
            rows[n] *= 2f;
        }
    }

    @Override
    public LayerRun newRun() {
        return new SConv2dLstmRun(this);
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        float[] given = tensors.get(prefix + WEIGHT).values();
        System.arraycopy(given, 0, parameters.values(), weightSlot.at(), given.length);
        if (biasParameter != null) {
            biasParameter.load(prefix + BIAS, tensors.get(prefix + BIAS));
        }
        threshold.load(prefix + THRESHOLD, tensors.get(prefix + THRESHOLD));
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        float[] values = new float[weight.length];
        System.arraycopy(from, weightSlot.at(), values, 0, values.length);
        int[] sizes = {shape.channels(), shape.in().channels(), spec.kernel(), spec.kernel()};
        tensors.put(prefix + WEIGHT, new Tensor(sizes, values));
        if (biasParameter != null) {
            biasParameter.storeLearned(prefix + BIAS, tensors, from);
        }
        threshold.storeLearned(prefix + THRESHOLD, tensors, from);
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        threshold.storeFixed(prefix + THRESHOLD, tensors);
    }
}
