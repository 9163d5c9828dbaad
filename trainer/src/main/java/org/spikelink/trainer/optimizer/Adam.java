package org.spikelink.trainer.optimizer;

import java.util.List;

/** torch.optim.Adam and AdamW. */
final class Adam implements Optimizer {
    private final OptimizerSpec.Adam spec;
    private final float[] mean;
    private final float[] square;
    private float step;
    private float rootCorrection;
    private float kept;

    Adam(OptimizerSpec.Adam spec, int size) {
        this.spec = spec;
        mean = new float[size];
        square = new float[size];
    }

    @Override
    public void begin(long update, double learningRate) {
        step = (float) (learningRate / (1 - StrictMath.pow(spec.beta1(), (double) update)));
        rootCorrection = (float) (1 / Math.sqrt(1 - StrictMath.pow(spec.beta2(), (double) update)));
        kept = spec.decoupled() ? (float) (1 - learningRate * spec.weightDecay()) : 1f;
    }

    @Override
    public void update(
            float[] parameters, float[] gradients, float scale, boolean decays, int from, int to) {
        float decay = spec.decoupled() || !decays ? 0f : (float) spec.weightDecay();
        float keeps = decays ? kept : 1f;
        float toMean = (float) (1 - spec.beta1());
        float beta2 = (float) spec.beta2();
        float toSquare = (float) (1 - spec.beta2());
        float eps = (float) spec.eps();
        for (int j = from; j < to; j++) {
            float p = parameters[j] * keeps;
            float g = gradients[j] * scale + decay * p;
            float m = mean[j] + (g - mean[j]) * toMean;
            float v = square[j] * beta2 + toSquare * g * g;
            mean[j] = m;
            square[j] = v;
            parameters[j] = p - step * m / ((float) Math.sqrt(v) * rootCorrection + eps);
        }
    }

    @Override
    public List<float[]> state() {
        return List.of(mean, square);
    }
}
