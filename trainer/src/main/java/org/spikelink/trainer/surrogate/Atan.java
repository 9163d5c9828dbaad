package org.spikelink.trainer.surrogate;

/**
 * (alpha / 2) / (1 + (pi alpha x / 2)^2).
 *
 * @param alpha above 0
 */
public record Atan(double alpha) implements PointwiseSurrogate {
    public Atan {
        SurrogateArguments.positive("atan", "alpha", alpha);
    }

    @Override
    public float derivative(float x) {
        float scaled = (float) (Math.PI / 2 * alpha) * x;
        return (float) (alpha / 2) / Math.fma(scaled, scaled, 1f);
    }
}
