package org.spikelink.core.health;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.Trouble;

/** Compares figures with their limits. */
final class Troubles {
    /** Events of a slice, at least, that a sensor's connection may limit: 65,536 a second. */
    static final int LEAST_FULL = 128;

    /** Slices, at least, that tell whether many are full. */
    static final int LEAST_SLICES = Spectrum.SLICES / 8;

    /** Events, at least, that tell the share of a polarity. */
    static final int LEAST_FOR_SHARE = 1_000;

    /** Events per row, at least, where an empty row is no coincidence. */
    static final int LEAST_PER_ROW = 100;

    private static final int PERCENT = 100;

    private Troubles() {}

    /**
     * What is beyond its limit.
     *
     * @param rows with an event
     * @param slices of the second that have begun
     */
    static List<Trouble> of(SensorHealth h, int rows, int slices, HealthLimits limits) {
        List<Trouble> found = new ArrayList<>();
        add(found, Trouble.TIME_STEPS_BACK, h.stepsBack() > limits.stepsBack());
        add(found, Trouble.MISSING_BATCHES, h.missing() > limits.missing());
        add(found, Trouble.REJECTED_BATCHES, h.rejected() > 0);
        add(found, Trouble.LATE, h.late() > 0);
        add(found, Trouble.HOT_PIXELS, h.hotPixels() > limits.hotPixels());
        add(found, Trouble.SATURATED, isSaturated(h, slices, limits));
        add(found, Trouble.EMPTY_ROWS, h.emptyRows() > 0 && h.events() / rows >= LEAST_PER_ROW);
        add(found, Trouble.ONE_POLARITY, rows > 0 && isOnePolarity(h, limits));
        add(found, Trouble.FLICKER, h.flickerHz() > 0);
        add(
                found,
                Trouble.EVENT_RATE,
                limits.eventRate() > 0 && h.eventRate() > limits.eventRate());
        return found;
    }

    private static void add(List<Trouble> found, Trouble trouble, boolean isFound) {
        if (isFound) {
            found.add(trouble);
        }
    }

    private static boolean isSaturated(SensorHealth h, int slices, HealthLimits limits) {
        return h.fullest() >= LEAST_FULL
                && slices >= LEAST_SLICES
                && h.fullSlices() * PERCENT >= slices * limits.fullPercent();
    }

    private static boolean isOnePolarity(SensorHealth h, HealthLimits limits) {
        long fewer = Math.min(h.on(), h.events() - h.on());
        return h.events() >= LEAST_FOR_SHARE && fewer * PERCENT < h.events() * limits.onPercent();
    }
}
