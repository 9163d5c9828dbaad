package org.spikelink.connectors.recordings.playback;

import org.spikelink.core.record.PackedEvents;

/**
 * The events of the batch being cut, and its cell of the grid. It starts at the cell's start, or earlier if
 * one of its events does.
 */
final class OpenBatch {
    /** A cell with more events than this becomes several batches, so that a Kafka record stays below 1 MB. */
    static final int MAX_EVENTS = 100_000;

    /** An event may be this much earlier than the cell. An even earlier one means that the clock was set back. */
    static final long REACH_US = 1_000_000;

    private final long batchUs;
    private final EventPacker events = new EventPacker();
    private long cellUs;

    OpenBatch(long batchUs) {
        this.batchUs = batchUs;
    }

    /** Resets to an empty batch at the cell that contains a time. */
    void begin(long tUs) {
        cellUs = cellOf(tUs);
        events.clear();
    }

    /** Start of the grid cell that contains a time. */
    long cellOf(long tUs) {
        return tUs - Math.floorMod(tUs, batchUs);
    }

    /** Adds an event, which must lie before the end of the cell and not too early; the batch must not be full. */
    void add(long tUs, int x, int y, boolean on) {
        events.add(tUs, x, y, on);
    }

    boolean isFull() {
        return events.count() == MAX_EVENTS;
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
        return events.count() == 0 ? cellUs : Math.min(cellUs, cellOf(events.earliestUs()));
    }

    /** Time of the latest event; the cell's start if there is none. */
    long latestUs() {
        return events.count() == 0 ? cellUs : events.latestUs();
    }

    /** A packed copy of the events, in the order of the recording. */
    PackedEvents pack() {
        return events.pack(startUs());
    }
}
