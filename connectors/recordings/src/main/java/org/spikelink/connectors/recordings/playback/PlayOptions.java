package org.spikelink.connectors.recordings.playback;

import org.spikelink.core.model.InputSpec;

/**
 * How a recording becomes a stream.
 *
 * @param session number of the stream's session
 * @param batchUs sensor time of one batch, 1..{@link CutOptions#MAX_BATCH_US} µs; a batch of samples holds at least
 *     one
 * @param periodUs time between samples of a series, 1..{@link CutOptions#MAX_BATCH_US} µs; the model's period
 */
public record PlayOptions(long session, long batchUs, long periodUs) {
    /** Default time between samples, µs. */
    public static final long DEFAULT_PERIOD_US = 10_000;

    /** The first session, with the default values. */
    public static final PlayOptions DEFAULTS =
            new PlayOptions(0, CutOptions.DEFAULT_BATCH_US, DEFAULT_PERIOD_US);

    public PlayOptions {
        check(batchUs, periodUs);
    }

    /** Throws {@link IllegalArgumentException} if a value is out of range. */
    public static void check(long batchUs, long periodUs) {
        require("batch-us", batchUs);
        require("period-us", periodUs);
    }

    /** The first session, with the period of a model's input. */
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
