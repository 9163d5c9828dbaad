package org.spikelink.connectors.recordings;

import java.util.Arrays;
import org.spikelink.core.record.PackedEvents;

/**
 * The events of the batch being cut, and the cell of the grid it belongs to. It starts at the cell's start, or earlier
 * where one of its events does.
 */
final class OpenBatch {
    /** More events than this are split over several batches, so that a Kafka record stays below 1 MB. */
    static final int MAX_EVENTS = 100_000;

    /** An event may be this much earlier than the cell; one earlier still means that the clock was set back. */
    static final long REACH_US = 1_000_000;

    private final long batchUs;
    private long cellUs;
    private long startUs;
    private long latestUs;
    private int count;
    private long[] tUs = new long[1024];
    private long[] pixels = new long[1024];

    OpenBatch(long batchUs) {
        this.batchUs = batchUs;
    }

    /** Starts anew, without events, at the cell that holds a time. */
    void begin(long tUs) {
        cellUs = cellOf(tUs);
        startUs = cellUs;
        latestUs = cellUs;
        count = 0;
    }

    /** Start of the cell of the grid that holds a time. */
    long cellOf(long tUs) {
        return tUs - Math.floorMod(tUs, batchUs);
    }

    /** Adds an event, which must lie before the cell's end and within reach; there must be room. */
    void add(long tUs, int x, int y, boolean on) {
        if (count == this.tUs.length) {
            int capacity = Math.min(2 * count, MAX_EVENTS);
            this.tUs = Arrays.copyOf(this.tUs, capacity);
            this.pixels = Arrays.copyOf(this.pixels, capacity);
        }
        this.tUs[count] = tUs;
        this.pixels[count] = PackedEvents.pack(0, x, y, on);
        startUs = Math.min(startUs, cellOf(tUs));
        latestUs = count == 0 ? tUs : Math.max(latestUs, tUs);
        count++;
    }

    boolean isFull() {
        return count == MAX_EVENTS;
    }

    boolean isBeforeReach(long tUs) {
        return tUs < cellUs - REACH_US;
    }

    long cellUs() {
        return cellUs;
    }

    long cellEndUs() {
        return cellUs + batchUs;
    }

    long startUs() {
        return startUs;
    }

    /** Time of the latest event. */
    long latestUs() {
        return latestUs;
    }

    /** The events as they travel, in the order of the recording, in memory of their own. */
    PackedEvents pack() {
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * count];
        for (int i = 0; i < count; i++) {
            long packed = pixels[i] | tUs[i] - startUs;
            PackedEvents.put(bytes, PackedEvents.BYTES_PER_EVENT * i, packed);
        }
        return new PackedEvents(bytes);
    }
}
