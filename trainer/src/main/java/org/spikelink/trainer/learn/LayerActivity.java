package org.spikelink.trainer.learn;

import java.util.Arrays;

/**
 * Firing rates of a spiking layer.
 *
 * @param layer its number in the model
 * @param rates [H] mean spikes per step
 */
public record LayerActivity(int layer, double[] rates) {
    /** Share of the steps above which a neuron counts as saturated. */
    private static final double SATURATED = 0.95;

    /** Mean spikes per neuron and step. */
    public double mean() {
        return Arrays.stream(rates).average().orElse(0);
    }

    /** Neurons that never fire. */
    public int dead() {
        return (int) Arrays.stream(rates).filter(rate -> rate == 0).count();
    }

    /** Neurons that fire in more than 95 % of the steps. */
    public int saturated() {
        return (int) Arrays.stream(rates).filter(rate -> rate > SATURATED).count();
    }
}
