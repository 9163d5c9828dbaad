package org.spikelink.trainer.surrogate;

/**
 * 1 / (1 + slope |x|)^2.
 *
 * @param slope above 0
 */
public record FastSigmoid(double slope) implements PointwiseSurrogate {
    public FastSigmoid {
        SurrogateArguments.positive("fast_sigmoid", "slope", slope);
    }

    @Override
    public float derivative(float x) {
        float root = Math.fma((float) slope, Math.abs(x), 1f);
        return 1f / (root * root);
    }
}
