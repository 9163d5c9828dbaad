package org.spikelink.trainer.surrogate;

/**
 * Leaky spike operator: 1 where the neuron spikes, else slope.
 *
 * @param slope finite
 */
public record Lso(double slope) implements PointwiseSurrogate {
    public Lso {
        SurrogateArguments.finite("LSO", "slope", slope);
    }

    @Override
    public float derivative(float x) {
        return x > 0 ? 1f : (float) slope;
    }
}
