package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * How the last layer's outputs become scores.
 *
 * @param kind what is read
 * @param population outputs per class, contiguous, summed; at least 1
 * @param temperature scores are divided by it before the softmax that gives the confidence, 1e-6..1e6; 1 leaves them
 */
public record ReadoutSpec(Kind kind, int population, double temperature) {
    public static final double MIN_TEMPERATURE = 1e-6;
    public static final double MAX_TEMPERATURE = 1e6;

    /** The quantity read from each output over a window. */
    public enum Kind {
        /** Number of spikes. */
        SPIKE_COUNT,
        /** Largest membrane potential. */
        MAX_MEMBRANE,
        /** Mean membrane potential. */
        MEAN_MEMBRANE
    }

    public ReadoutSpec {
        require(population >= 1, "readout.population must be at least 1 (got %d)", population);
        require(
                temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE,
                "readout.temperature must be 1e-6..1e6 (got %s)",
                temperature);
    }

    /** A readout whose confidences are not calibrated. */
    public ReadoutSpec(Kind kind, int population) {
        this(kind, population, 1);
    }

    /** The same scores with another temperature. */
    public ReadoutSpec withTemperature(double calibrated) {
        return new ReadoutSpec(kind, population, calibrated);
    }
}
