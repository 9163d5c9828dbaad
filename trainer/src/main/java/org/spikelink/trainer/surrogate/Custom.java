package org.spikelink.trainer.surrogate;

/**
 * A surrogate given as a lambda.
 *
 * @param of the derivative at x = mem - threshold; must be thread-safe
 */
public record Custom(Derivative of) implements PointwiseSurrogate {
    /** d spk / d x. */
    @FunctionalInterface
    public interface Derivative {
        float at(float x);
    }

    @Override
    public float derivative(float x) {
        return of.at(x);
    }
}
