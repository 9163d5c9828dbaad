package org.spikelink.core.stepper;

import java.io.Serializable;
import java.time.Duration;
import org.spikelink.core.health.HealthLimits;

/**
 * Options of stepping that are not part of the model.
 *
 * @param maxGapBins silent bins stepped in a row before a stream is reset, at least 1
 * @param maxBinsPerBatch bins that one batch may close, at least 1
 * @param ttl a stream's network is reset by a record that comes later than this after the previous one; its session,
 *     sequence and step go on up to {@link #numbersTtl}
 * @param spikes which layers' spikes are reported
 * @param health what sensors may show without trouble; null if their health is not measured
 */
public record StepperOptions(
        int maxGapBins, int maxBinsPerBatch, Duration ttl, Spikes spikes, HealthLimits health)
        implements Serializable {
    public static final StepperOptions DEFAULTS =
            new StepperOptions(100, 10_000, Duration.ofHours(24), Spikes.LAST);

    private static final int NUMBERS_TTLS = 30;

    /** How long the numbers of a silent stream are kept: 30 times the ttl. */
    public Duration numbersTtl() {
        return ttl.multipliedBy(NUMBERS_TTLS);
    }

    /** Which layers' spikes are reported. */
    public enum Spikes {
        /** The spikes of the last layer. */
        LAST,
        /** The spikes of every layer. */
        ALL,
        /** No spikes. */
        NONE
    }

    /** Options that do not measure the health of sensors. */
    public StepperOptions(int maxGapBins, int maxBinsPerBatch, Duration ttl, Spikes spikes) {
        this(maxGapBins, maxBinsPerBatch, ttl, spikes, null);
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
        // Compared as they are: a long duration has more ms than a long can hold.
        if (ttl.compareTo(Duration.ofMillis(1)) < 0 || ttl.toDays() > 36_500) {
            throw new IllegalArgumentException("ttl must be 1 ms to 100 years (got " + ttl + ")");
        }
    }

    /** These options with other spikes reported. */
    public StepperOptions with(Spikes other) {
        return new StepperOptions(maxGapBins, maxBinsPerBatch, ttl, other, health);
    }

    /** These options, with the health of sensors measured; null if not. */
    public StepperOptions with(HealthLimits limits) {
        return new StepperOptions(maxGapBins, maxBinsPerBatch, ttl, spikes, limits);
    }
}
