package org.spikelink.trainer.surrogate;

/**
 * slope e^(-beta |x - 1|).
 *
 * @param beta above 0
 * @param slope above 0
 */
public record SpikeRateEscape(double beta, double slope) implements PointwiseSurrogate {
    public SpikeRateEscape {
        SurrogateArguments.positive("spike_rate_escape", "beta", beta);
        SurrogateArguments.positive("spike_rate_escape", "slope", slope);
    }

    @Override
    public float derivative(float x) {
        return (float) (slope * Math.exp(-beta * Math.abs(x - 1)));
    }
}
