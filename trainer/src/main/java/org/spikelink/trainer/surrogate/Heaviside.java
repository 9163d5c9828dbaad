package org.spikelink.trainer.surrogate;

/** 1 where the neuron spikes, else 0. */
public record Heaviside() implements PointwiseSurrogate {
    @Override
    public float derivative(float x) {
        return x > 0 ? 1f : 0f;
    }
}
