package org.spikelink.trainer.surrogate;

import java.util.SplittableRandom;

/**
 * Stochastic spike operator: 1 where the neuron spikes, else uniform in (mean -/+ 1/2) variance.
 *
 * @param mean finite
 * @param variance finite
 * @param seed of its random values
 */
public record Sso(double mean, double variance, long seed) implements Surrogate {
    public Sso {
        SurrogateArguments.finite("SSO", "mean", mean);
        SurrogateArguments.finite("SSO", "variance", variance);
    }

    @Override
    public void differentiate(float[] x, int n, long draw) {
        SplittableRandom random = new SplittableRandom(seed ^ draw);
        for (int j = 0; j < n; j++) {
            double uniform = random.nextDouble();
            x[j] = x[j] > 0 ? 1f : (float) ((uniform - 0.5 + mean) * variance);
        }
    }
}
