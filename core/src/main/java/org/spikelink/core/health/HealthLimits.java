package org.spikelink.core.health;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a healthy sensor may show in a second. Beyond it, the second's report names a trouble.
 *
 * @param eventRate events per second, at most; 0 for any number
 * @param stepsBack events that are earlier than the one before, at most
 * @param missing missing batches, at most
 * @param late how much later than the earliest ones a batch may reach Kafka, compared with sensor time; 1 ms at least
 * @param hotPixelRate events per second from which an isolated pixel is hot, at least 1
 * @param hotPixels hot pixels, at most
 * @param onPercent percentage of each polarity, at least; 0..50
 * @param fullPercent percentage of slices that may be as full as the fullest one; 1..100
 */
public record HealthLimits(
        int eventRate,
        int stepsBack,
        int missing,
        Duration late,
        int hotPixelRate,
        int hotPixels,
        int onPercent,
        int fullPercent)
        implements Serializable {
    private static final int ANY = 0;
    private static final int MOST_PERCENT = 100;

    public static final HealthLimits DEFAULTS =
            new HealthLimits(ANY, 0, 0, Duration.ofSeconds(1), 30, 10, 5, 10);

    /** Throws {@link IllegalArgumentException} naming what is out of range. */
    public HealthLimits {
        check("health-event-rate", eventRate, 0, Integer.MAX_VALUE);
        check("health-steps-back", stepsBack, 0, Integer.MAX_VALUE);
        check("health-missing", missing, 0, Integer.MAX_VALUE);
        if (late.compareTo(Duration.ofMillis(1)) < 0 || late.toDays() > 365) {
            throw new IllegalArgumentException(
                    "health-late must be 1 ms to 365 days (got " + late + ")");
        }
        check("health-hot-pixel-rate", hotPixelRate, 1, Integer.MAX_VALUE);
        check("health-hot-pixels", hotPixels, 0, Integer.MAX_VALUE);
        check("health-on-percent", onPercent, 0, MOST_PERCENT / 2);
        check("health-full-percent", fullPercent, 1, MOST_PERCENT);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    most == Integer.MAX_VALUE
                            ? "%s must be at least %d (got %d)".formatted(name, least, value)
                            : "%s must be %d..%d (got %d)".formatted(name, least, most, value));
        }
    }
}
