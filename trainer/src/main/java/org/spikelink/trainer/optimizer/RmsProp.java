package org.spikelink.trainer.optimizer;

import java.util.List;

/** torch.optim.RMSprop, neither centred nor with momentum. */
final class RmsProp implements Optimizer {
    private final OptimizerSpec.RmsProp spec;
    private final float[] square;
    private float rate;

    RmsProp(OptimizerSpec.RmsProp spec, int size) {
        this.spec = spec;
        square = new float[size];
    }

    @Override
    public void begin(long update, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    public void update(
            float[] parameters, float[] gradients, float scale, boolean decays, int from, int to) {
        float alpha = (float) spec.alpha();
        float toSquare = (float) (1 - spec.alpha());
        float decay = decays ? (float) spec.weightDecay() : 0f;
        float eps = (float) spec.eps();
        for (int j = from; j < to; j++) {
            float p = parameters[j];
            float g = gradients[j] * scale + decay * p;
            float v = square[j] * alpha + toSquare * g * g;
            square[j] = v;
            parameters[j] = p - rate * g / ((float) Math.sqrt(v) + eps);
        }
    }

    @Override
    public List<float[]> state() {
        return List.of(square);
    }
}
