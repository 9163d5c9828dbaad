package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * Consecutive samples that become one.
 *
 * @param samples 1 for none
 * @param by how they are combined
 */
public record Pooling(int samples, By by) {
    /** No pooling. */
    public static final Pooling NONE = new Pooling(1, By.SUM);

    private static final int MAX_SAMPLES = 100_000;

    /** How the values of a channel are combined. */
    public enum By {
        /** The sum. */
        SUM,
        /** The mean of the samples that are not missing. */
        MEAN
    }

    public Pooling {
        require(
                samples >= 1 && samples <= MAX_SAMPLES,
                "input.pooling.samples must be 1..%d (got %d)",
                MAX_SAMPLES,
                samples);
    }
}
