package org.spikelink.trainer.layer.conv2d;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.kernel.conv2d.Conv2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.BatchNorm;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.ConvolutionGradient;
import org.spikelink.trainer.layer.InitialValues;
import org.spikelink.trainer.layer.LayerOptions;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.RowLayer;
import org.spikelink.trainer.layer.RowStep;
import org.spikelink.trainer.layer.SpikeGate;
import org.spikelink.trainer.layer.VectorParameter;

/** A convolution, with a batch normalization of its outputs or none; weights [channels][C][K][K]. */
final class TrainableConv2d implements RowLayer {
    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private final Conv2dSpec spec;
    private final ConvolutionShape shape;
    private final Parameters parameters;
    private final Parameters.Slot weightSlot;
    private final VectorParameter biasParameter; // null without
    private final TrainableBatchNorm norm; // null without
    private final float[] weight;
    private final float[] bias; // null without
    private float[] weightForInputs = {};
    private float[] deployedWeight;
    private float[] deployedBias; // null without

    TrainableConv2d(Conv2dSpec spec, LayerOptions options, Parameters parameters) {
        this.spec = spec;
        this.parameters = parameters;
        shape = spec.shape();
        weightSlot = parameters.add(shape.weights());
        boolean normalized = options.training().batchNorm();
        boolean hasBias =
                normalized ? options.given().containsKey("bias") : options.hasByDefault("bias");
        biasParameter = hasBias ? VectorParameter.learned(parameters, spec.channels()) : null;
        norm = normalized ? new TrainableBatchNorm(parameters, spec.channels()) : null;
        weight = new float[weightSlot.size()];
        bias = hasBias ? new float[spec.channels()] : null;
    }

    @Override
    public int inputs() {
        return spec.inputs();
    }

    @Override
    public int outputs() {
        return spec.outputs();
    }

    @Override
    public Image in() {
        return spec.in();
    }

    @Override
    public Image out() {
        return shape.out();
    }

    @Override
    public boolean spikes() {
        return false;
    }

    ConvolutionShape shape() {
        return shape;
    }

    Parameters.Slot weightSlot() {
        return weightSlot;
    }

    /** Null without bias. */
    VectorParameter biasParameter() {
        return biasParameter;
    }

    /** Null without batch normalization. */
    TrainableBatchNorm norm() {
        return norm;
    }

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

    /** With the normalization's running statistics folded into it. */
    float[] deployedWeight() {
        return deployedWeight;
    }

    /** Null without bias. */
    float[] deployedBias() {
        return deployedBias;
    }

    @Override
    public RowStep newStep() {
        return new ConvolutionStep(this, null);
    }

    @Override
    public Optional<RowStep> fusedWith(SpikeGate gate) {
        return Optional.of(new ConvolutionStep(this, gate));
    }

    @Override
    public void initialize(SplittableRandom random) {
        double bound = 1 / Math.sqrt((double) weightSlot.size() / spec.channels());
        InitialValues.uniform(parameters, weightSlot, bound, random);
        if (biasParameter != null) {
            InitialValues.uniform(parameters, biasParameter.slot(), bound, random);
        }
        if (norm != null) {
            norm.initialize();
        }
    }

    @Override
    public void refresh() {
        System.arraycopy(parameters.values(), weightSlot.at(), weight, 0, weight.length);
        for (int c = 0; bias != null && c < bias.length; c++) {
            bias[c] = biasParameter.get(c);
        }
        weightForInputs = ConvolutionGradient.forInputs(shape, weight, 0);
        deployedWeight = weight;
        deployedBias = bias;
        if (norm != null) {
            BatchNorm folded = norm.fixed();
            deployedWeight = folded.foldedWeight(weight);
            deployedBias = folded.foldedBias(bias);
        }
    }

    @Override
    public List<float[]> memory() {
        return norm == null ? List.of() : norm.memory();
    }

    @Override
    public void adoptStatistics() {
        if (norm != null) {
            norm.adopt();
        }
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        float[] given = tensors.get(prefix + WEIGHT).values();
        System.arraycopy(given, 0, parameters.values(), weightSlot.at(), given.length);
        if (biasParameter != null) {
            biasParameter.load(prefix + BIAS, tensors.get(prefix + BIAS));
        }
        if (norm != null) {
            norm.load(prefix, tensors);
        }
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        float[] values = new float[weight.length];
        System.arraycopy(from, weightSlot.at(), values, 0, values.length);
        tensors.put(prefix + WEIGHT, tensor(values));
        if (biasParameter != null) {
            biasParameter.storeLearned(prefix + BIAS, tensors, from);
        }
        if (norm != null) {
            norm.storeLearned(prefix, tensors, from);
        }
    }

    private Tensor tensor(float[] values) {
        int kernel = spec.kernel();
        return new Tensor(
                new int[] {spec.channels(), spec.in().channels(), kernel, kernel}, values);
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        if (norm != null) {
            norm.storeFixed(prefix, tensors);
        }
    }

    @Override
    public void fold(String prefix, Map<String, Tensor> tensors) {
        if (norm != null) {
            norm.remove(prefix, tensors);
            tensors.put(prefix + WEIGHT, tensor(deployedWeight.clone()));
            tensors.put(prefix + BIAS, Tensor.of(deployedBias.clone()));
        }
    }
}
