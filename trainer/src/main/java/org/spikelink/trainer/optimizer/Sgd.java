package org.spikelink.trainer.optimizer;

import java.util.List;

/** torch.optim.SGD with momentum; its buffer starts at the first gradient, as a buffer of zeros would. */
final class Sgd implements Optimizer {
    private final OptimizerSpec.Sgd spec;
    private final float[] buffer;
    private float rate;

    Sgd(OptimizerSpec.Sgd spec, int size) {
        this.spec = spec;
        buffer = new float[size];
    }

    @Override
    public void begin(long update, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    public void update(
            float[] parameters, float[] gradients, float scale, boolean decays, int from, int to) {
        float momentum = (float) spec.momentum();
        float decay = decays ? (float) spec.weightDecay() : 0f;
        for (int j = from; j < to; j++) {
            float p = parameters[j];
            float b = buffer[j] * momentum + (gradients[j] * scale + decay * p);
            buffer[j] = b;
            parameters[j] = p - rate * b;
        }
    }

    @Override
    public List<float[]> state() {
        return List.of(buffer);
    }
}
