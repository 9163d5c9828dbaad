package org.spikelink.trainer.layer.pool2d;

import java.util.Map;
import java.util.SplittableRandom;
import org.spikelink.core.kernel.pool2d.Pool2dSpec;
import org.spikelink.core.layer.Image;
import org.spikelink.core.model.Tensor;
import org.spikelink.trainer.layer.RowLayer;
import org.spikelink.trainer.layer.RowStep;

/** Pooling, which has no parameters. */
final class TrainablePool2d implements RowLayer {
    private final Pool2dSpec spec;

    TrainablePool2d(Pool2dSpec spec) {
        this.spec = spec;
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
        return spec.out();
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public RowStep newStep() {
        return new PoolStep(spec);
    }

    @Override
    public void initialize(SplittableRandom random) {
        // It has no values.
    }

    @Override
    public void refresh() {
        // It has no values.
    }

    @Override
    public void load(String prefix, Map<String, Tensor> tensors) {
        // It has no values.
    }

    @Override
    public void storeLearned(String prefix, Map<String, Tensor> tensors, float[] from) {
        // It has no values.
    }

    @Override
    public void storeFixed(String prefix, Map<String, Tensor> tensors) {
        // It has no values.
    }
}
