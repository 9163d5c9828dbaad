package org.spikelink.trainer.network;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.model.LayerSpec;
import org.spikelink.core.model.Tensor;

/** y = W x + b. */
final class LinearLayer implements TrainableLayer {
    private final LayerSpec.Linear spec;
    private final Parameters parameters;
    private final Projection projection;
    private final VectorParameter biasParameter; // null without bias
    private final float[] bias; // [outputs]

    LinearLayer(LayerSpec.Linear spec, Parameters parameters, boolean hasBias) {
        this.spec = spec;
        this.parameters = parameters;
        projection = new Projection(parameters, spec.inputs(), spec.outputs());
        biasParameter = hasBias ? VectorParameter.learned(parameters, spec.outputs()) : null;
        bias = new float[spec.outputs()];
    }

    @Override
    public int inputs() {
        return spec.inputs();
    }

    @Override
    public int outputs() {
        return spec.outputs();
    }

    Projection projection() {
        return projection;
    }

    float[] bias() {
        return bias;
    }

    /** Null without bias. */
    Parameters.Slot biasSlot() {
        return biasParameter == null ? null : biasParameter.slot();
    }

    @Override
    public void initialize(SplittableRandom random) {
        double bound = 1 / Math.sqrt(spec.inputs());
        InitialValues.uniform(parameters, projection.weight(), bound, random);
        if (biasParameter != null) {
            InitialValues.uniform(parameters, biasParameter.slot(), bound, random);
        }
    }

    @Override
    public void refresh() {
        for (int j = 0; biasParameter != null && j < bias.length; j++) {
            bias[j] = biasParameter.get(j);
        }
    }

    @Override
    public LayerRun newRun() {
        return new LinearRun(this);
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        projection.load(tensors.get(prefix + ".weight"));
        if (biasParameter != null) {
            biasParameter.load(prefix + ".bias", tensors.get(prefix + ".bias"));
        }
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        projection.store(prefix + ".weight", tensors, from);
        if (biasParameter != null) {
            biasParameter.storeLearned(prefix + ".bias", tensors, from);
        }
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        // All that a linear layer has is learned.
    }
}
