package org.spikelink.trainer.surrogate;

/**
 * slope e^(-slope x) / (1 + e^(-slope x))^2, written with |x|, because the function is even and this form stays
 * finite far from 0.
 *
 * @param slope above 0
 */
public record Sigmoid(double slope) implements PointwiseSurrogate {
    public Sigmoid {
        SurrogateArguments.positive("sigmoid", "slope", slope);
    }

    @Override
    public float derivative(float x) {
        double e = Math.exp(-slope * Math.abs(x));
        return (float) (slope * e / ((1 + e) * (1 + e)));
    }
}
