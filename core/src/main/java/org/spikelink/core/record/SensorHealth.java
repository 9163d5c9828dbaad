package org.spikelink.core.record;

import java.util.List;
import java.util.Locale;

/**
 * How one sensor did in one second of its own time.
 *
 * @param stream the sensor's name
 * @param session the sensor's session
 * @param startUs start of the second, sensor time in µs; seconds count from the session's first event
 * @param endUs its end, exclusive; earlier than a second after the start if the session ended or the clock was set back,
 *     later if the sensor was silent for several seconds
 * @param batches taken up, those that were rejected among them
 * @param events events, or samples of all channels
 * @param on those of them that are ON; 0 for samples
 * @param stepsBack events that are earlier than the one before
 * @param longestStepBackUs the longest of these steps, µs
 * @param missing batches whose sequence numbers were skipped
 * @param rejected batches that could not be stepped
 * @param late batches that reached Kafka late, compared with the sensor's own time
 * @param latestMs how late the latest of all batches was, ms
 * @param fullSlices slices, 512 a second, whose number of events is within 1 % of the fullest one so far
 * @param fullest events of the fullest slice
 * @param emptyRows rows of pixels without an event between the first and the last row that have one
 * @param flickerHz frequency of the strongest periodic change of brightness if one stands out, 0 if none does
 * @param flickerShare share of all changes of brightness that it explains, 0..1
 * @param hotPixels number of pixels that send events without cause
 * @param worstPixels the worst {@value #WORST_PIXELS} of them, the worst first
 * @param troubles what is beyond its limit, in the order of {@link Trouble}
 * @param inputMs Kafka timestamp of the record that closed the second, ms
 */
public record SensorHealth(
        String stream,
        long session,
        long startUs,
        long endUs,
        long batches,
        long events,
        long on,
        long stepsBack,
        long longestStepBackUs,
        long missing,
        long rejected,
        long late,
        long latestMs,
        int fullSlices,
        int fullest,
        int emptyRows,
        float flickerHz,
        float flickerShare,
        int hotPixels,
        List<HotPixel> worstPixels,
        List<Trouble> troubles,
        long inputMs)
        implements Outgoing {
    /** Number of hot pixels that are named. */
    public static final int WORST_PIXELS = 10;

    private static final double US_PER_S = 1e6;
    private static final long SHORTEST_US = 100_000;

    /**
     * A pixel that sends events while those around it do not.
     *
     * @param events at least as many as it sent
     */
    public record HotPixel(int x, int y, int events) {}

    /** What can be wrong with a sensor. New ones are added at the end. */
    public enum Trouble {
        /** Time runs backwards. */
        TIME_STEPS_BACK,
        /** Batches are missing. */
        MISSING_BATCHES,
        /** Batches are rejected. */
        REJECTED_BATCHES,
        /** Batches reach Kafka late. */
        LATE,
        /** Pixels send events without cause. */
        HOT_PIXELS,
        /** The sensor sends as much as its connection permits, so that events are lost. */
        SATURATED,
        /** Rows of pixels send nothing. */
        EMPTY_ROWS,
        /** Almost all events are ON, or almost all are OFF. */
        ONE_POLARITY,
        /** A light flickers. */
        FLICKER,
        /** There are more events than expected. */
        EVENT_RATE;

        /** Its name in JSON, metrics and tables. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SensorHealth {
        worstPixels = List.copyOf(worstPixels);
        troubles = List.copyOf(troubles);
    }

    /** The same figures with these troubles. */
    public SensorHealth with(List<Trouble> found) {
        return new SensorHealth(
                stream,
                session,
                startUs,
                endUs,
                batches,
                events,
                on,
                stepsBack,
                longestStepBackUs,
                missing,
                rejected,
                late,
                latestMs,
                fullSlices,
                fullest,
                emptyRows,
                flickerHz,
                flickerShare,
                hotPixels,
                worstPixels,
                found,
                inputMs);
    }

    /** Events per second; of less than 0.1 s as if it were that long, because a few events tell no rate. */
    public double eventRate() {
        return events * US_PER_S / Math.max(SHORTEST_US, endUs - startUs);
    }

    /** Share of ON among the events, 0..1; 0 without events. */
    public double onShare() {
        return events == 0 ? 0 : (double) on / events;
    }
}
