package org.spikelink.sensors.play;

import java.util.Locale;

/**
 * How fast recordings are played.
 *
 * @param factor sensor seconds per second, above 0; infinite for as fast as the broker accepts batches
 */
public record Speed(double factor) {
    /** As fast as the broker accepts batches. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    /** As fast as the sensor was. */
    public static final Speed SENSOR = new Speed(1);

    /** Throws {@link IllegalArgumentException} for a factor that is not above 0. */
    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException(
                    "speed must be max or a number above 0 (got " + factor + ")");
        }
    }

    /**
     * Parses what a user writes: {@code max}, or a number.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Speed parse(String text) {
        if (text.toLowerCase(Locale.ROOT).equals("max")) {
            return MAX;
        }
        try {
            return new Speed(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "speed must be max or a number above 0 (got " + text + ")", e);
        }
    }

    /** Whether batches wait until they are due. */
    public boolean isPaced() {
        return Double.isFinite(factor);
    }

    /** Wall-clock time that a span of sensor time takes, µs; 0 at full speed. */
    double wallUs(double sensorUs) {
        return isPaced() ? sensorUs / factor : 0;
    }
}
