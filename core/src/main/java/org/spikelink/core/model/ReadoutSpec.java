package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * How the last layer's outputs become scores.
 *
 * @param kind what is read
 * @param population outputs per class, contiguous, summed; at least 1
 */
public record ReadoutSpec(Kind kind, int population) {
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
    }
}
