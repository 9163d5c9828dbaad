package org.spikelink.trainer.surrogate;

/**
 * threshold below 0, else -threshold, as snnTorch computes it.
 *
 * @param threshold finite
 */
public record Triangular(double threshold) implements PointwiseSurrogate {
    public Triangular {
        SurrogateArguments.finite("triangular", "threshold", threshold);
    }

    @Override
    public float derivative(float x) {
        return (float) (x < 0 ? threshold : -threshold);
    }
}
