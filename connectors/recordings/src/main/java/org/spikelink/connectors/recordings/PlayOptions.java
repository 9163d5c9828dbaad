package org.spikelink.connectors.recordings;

import org.spikelink.core.model.InputSpec;

/**
 * How a recording becomes a stream.
 *
 * @param session the session that the stream is
 * @param batchUs sensor time of one batch, 1..{@link CutOptions#MAX_BATCH_US} µs; a batch of samples holds one at least
 * @param periodUs between the samples of a series, 1..{@link CutOptions#MAX_BATCH_US} µs; the model's period
 */
public record PlayOptions(long session, long batchUs, long periodUs) {
    /** Between samples where nobody knows better, µs. */
    public static final long DEFAULT_PERIOD_US = 10_000;

    /** The first session, in batches of the usual length. */
    public static final PlayOptions DEFAULTS =
            new PlayOptions(0, CutOptions.DEFAULT_BATCH_US, DEFAULT_PERIOD_US);

    public PlayOptions {
        check(batchUs, periodUs);
    }

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public static void check(long batchUs, long periodUs) {
        require("batch-us", batchUs);
        require("period-us", periodUs);
    }

    /** The first session, at the period that a model's input has. */
    public static PlayOptions of(InputSpec input, long batchUs) {
        return new PlayOptions(
                0,
                batchUs,
                input instanceof InputSpec.Samples samples
                        ? samples.periodUs()
                        : DEFAULT_PERIOD_US);
    }

    private static void require(String what, long us) {
        if (us < 1 || us > CutOptions.MAX_BATCH_US) {
            throw new IllegalArgumentException(
                    "%s must be 1..%d (got %d)".formatted(what, CutOptions.MAX_BATCH_US, us));
        }
    }
}
