package org.spikelink.core.stepper;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a user may set about stepping; the model says the rest.
 *
 * @param maxGapBins silent bins stepped in a row before a stream starts anew, at least 1
 * @param maxBinsPerBatch bins that one batch may close, at least 1
 * @param ttl a record that comes later than this after the stream's previous one starts it anew
 * @param spikes which layers' spikes are reported
 */
public record StepperOptions(int maxGapBins, int maxBinsPerBatch, Duration ttl, Spikes spikes)
        implements Serializable {
    public static final StepperOptions DEFAULTS =
            new StepperOptions(100, 10_000, Duration.ofHours(24), Spikes.LAST);

    /** Which layers' spikes are reported. */
    public enum Spikes {
        /** Those of the last layer. */
        LAST,
        /** Those of every layer. */
        ALL,
        /** None. */
        NONE
    }

    public StepperOptions {
        if (maxGapBins < 1 || maxGapBins > 1_000_000) {
            throw new IllegalArgumentException(
                    "max gap bins must be 1..1000000 (got " + maxGapBins + ")");
        }
        if (maxBinsPerBatch < 1 || maxBinsPerBatch > 1_000_000) {
            throw new IllegalArgumentException(
                    "max bins per batch must be 1..1000000 (got " + maxBinsPerBatch + ")");
        }
        if (ttl.toMillis() < 1 || ttl.toDays() > 36_500) {
            throw new IllegalArgumentException("ttl must be 1 ms to 100 years (got " + ttl + ")");
        }
    }

    /** These options with other spikes reported. */
    public StepperOptions with(Spikes other) {
        return new StepperOptions(maxGapBins, maxBinsPerBatch, ttl, other);
    }
}
