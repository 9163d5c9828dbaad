package org.spikelink.trainer.layer.linear;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.linear.LinearSpec;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.InitialValues;
import org.spikelink.trainer.layer.LayerRun;
import org.spikelink.trainer.layer.Parameters;
import org.spikelink.trainer.layer.Projection;
import org.spikelink.trainer.layer.TrainableLayer;
import org.spikelink.trainer.layer.VectorParameter;

/** y = W x + b. */
public final class TrainableLinear implements TrainableLayer {
    private final LinearSpec spec;
    private final Parameters parameters;
    private final Projection projection;
    private final VectorParameter biasParameter; // null without bias
    private final float[] bias; // [outputs]

    public TrainableLinear(LinearSpec spec, Parameters parameters, boolean hasBias) {
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

    @Override
    public Parameters.Slot inputWeights() {
        return projection.weight();
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
        // All values of a linear layer are learned.
    }
}
