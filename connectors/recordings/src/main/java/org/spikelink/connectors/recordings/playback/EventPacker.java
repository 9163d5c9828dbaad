package org.spikelink.connectors.recordings.playback;

import java.util.Arrays;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Packs events one after the other. Their offsets count from a preliminary start, which moves when an earlier event comes;
 * {@link #pack} moves them to the start of the batch.
 */
public final class EventPacker {
    private static final int FIRST_CAPACITY = 1_024 * PackedEvents.BYTES_PER_EVENT;

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int size; // bytes in use
    private long baseUs; // offsets count from here
    private long earliestUs;
    private long latestUs;

    public EventPacker() {
        clear();
    }

    /** The reason an event with this time cannot be packed: the rule and the value found; null if it can. */
    public static String timeError(long timeUs) {
        return timeUs >= 0 && timeUs <= SensorBatch.MAX_TIME_US
                ? null
                : "time must be from 0 to 2^62 µs (got " + timeUs + ")";
    }

    /** The reason an event of this pixel cannot be packed: the rule and the value found; null if it can. */
    public static String pixelError(int x, int y) {
        return holds(x) ? holds(y) ? null : coordinateError("y", y) : coordinateError("x", x);
    }

    private static boolean holds(int coordinate) {
        return coordinate >= 0 && coordinate <= PackedEvents.MAX_COORDINATE;
    }

    private static String coordinateError(String coordinate, int value) {
        return "%s must be from 0 to %d (got %d)"
                .formatted(coordinate, PackedEvents.MAX_COORDINATE, value);
    }

    /** Adds an event whose time and pixel can be packed. */
    public void add(long timeUs, int x, int y, boolean on) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
        }
        earliestUs = Math.min(earliestUs, timeUs);
        latestUs = Math.max(latestUs, timeUs);
        if (size == 0) {
            baseUs = timeUs;
        } else if (timeUs < baseUs) {
            move(baseBelow(timeUs));
        }
        PackedEvents.put(bytes, size, PackedEvents.pack(timeUs - baseUs, x, y, on));
        size += PackedEvents.BYTES_PER_EVENT;
    }

    /** A start that leaves as much room below the time as there is above it, so that moves stay rare in any order of events. */
    private long baseBelow(long timeUs) {
        long roomy = Math.max(0, timeUs - (latestUs - timeUs));
        return Math.min(timeUs, Math.max(roomy, latestUs - PackedEvents.MAX_OFFSET_US));
    }

    private void move(long newBaseUs) {
        long shift = baseUs - newBaseUs;
        if (shift == 0) {
            return;
        }
        for (int at = 0; at < size; at += PackedEvents.BYTES_PER_EVENT) {
            PackedEvents.put(bytes, at, PackedEvents.get(bytes, at) + shift);
        }
        baseUs = newBaseUs;
    }

    public int count() {
        return size / PackedEvents.BYTES_PER_EVENT;
    }

    /** Time of the earliest event; there must be at least one. */
    public long earliestUs() {
        return earliestUs;
    }

    /** Time of the latest event; there must be at least one. */
    public long latestUs() {
        return latestUs;
    }

    /**
     * A copy of the events, in the order in which they were added.
     *
     * @param startUs the batch's start; no event is earlier, or later by more than {@link PackedEvents#MAX_OFFSET_US}
     */
    public PackedEvents pack(long startUs) {
        move(startUs);
        return new PackedEvents(Arrays.copyOf(bytes, size));
    }

    /** Removes all events. */
    public void clear() {
        size = 0;
        earliestUs = Long.MAX_VALUE;
        latestUs = Long.MIN_VALUE;
    }
}
