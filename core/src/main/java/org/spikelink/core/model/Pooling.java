package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

/**
 * Consecutive samples that become one.
 *
 * @param samples 1 for none
 * @param by how
 */
public record Pooling(int samples, By by) {
    /** Every sample by itself. */
    public static final Pooling NONE = new Pooling(1, By.SUM);

    private static final int MAX_SAMPLES = 100_000;

    /** What becomes of the values of a channel. */
    public enum By {
        /** They are added up. */
        SUM,
        /** They are added up and divided by their number, missing samples not among them. */
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
