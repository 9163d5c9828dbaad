package org.spikelink.operators;

import java.io.Serializable;
import java.time.Duration;

/**
 * When the operator steps the batches that it has collected. A bundle is flushed at whichever limit is reached first,
 * and also on a watermark, before a checkpoint barrier, and at the end of input.
 *
 * @param maxBatches batches collected, at least 1
 * @param maxBytes bytes of the records collected, at least 1
 * @param maxBins bins that these batches will close, at least 1
 * @param linger processing time that the first batch waits at most; zero steps each batch at once
 * @param turn time after which streams with much work wait for their next turn, so that others come first
 */
public record BundleOptions(
        int maxBatches, long maxBytes, long maxBins, Duration linger, Duration turn)
        implements Serializable {
    private static final Duration DEFAULT_TURN = Duration.ofMillis(2);

    public static final BundleOptions DEFAULTS =
            new BundleOptions(256, 4L << 20, 20_000, Duration.ofMillis(5));

    public BundleOptions {
        if (maxBatches < 1 || maxBytes < 1 || maxBins < 1) {
            throw new IllegalArgumentException(
                    "a bundle must hold at least 1 batch, 1 byte and 1 bin (got "
                            + maxBatches
                            + ", "
                            + maxBytes
                            + ", "
                            + maxBins
                            + ")");
        }
        if (linger.isNegative() || linger.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("linger must be 0 to 1 minute (got " + linger + ")");
        }
        if (turn.isNegative()) {
            throw new IllegalArgumentException("turn must not be negative (got " + turn + ")");
        }
    }

    /** Options with the default turn. */
    public BundleOptions(int maxBatches, long maxBytes, long maxBins, Duration linger) {
        this(maxBatches, maxBytes, maxBins, linger, DEFAULT_TURN);
    }

    /** These options with another turn. */
    public BundleOptions with(Duration otherTurn) {
        return new BundleOptions(maxBatches, maxBytes, maxBins, linger, otherTurn);
    }

    /** These options with another limit of batches and another linger. */
    public BundleOptions with(int batches, Duration wait) {
        return new BundleOptions(batches, maxBytes, maxBins, wait, turn);
    }
}
