package org.spikelink.operators;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a model's activity counts as drifted.
 *
 * @param after how long a value is out of its band before that is reported, up to 31 days; zero: never
 */
public record DriftOptions(Duration after) implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofDays(31);

    public static final DriftOptions DEFAULT = new DriftOptions(Duration.ofMinutes(10));

    /** Throws {@link IllegalArgumentException} if the time is out of range. */
    public DriftOptions {
        if (after.isNegative() || after.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "drift-after must be 0ms to 31 days (got " + after + ")");
        }
    }

    /** Whether activity is compared with the bands at all. */
    boolean isWatched() {
        return !after.isZero();
    }
}
