package org.spikelink.trainer.data.item;

import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.playback.EventPacker;
import org.spikelink.core.record.PackedEvents;

/** Collects the events of a recording and the size of its sensor. */
final class EventGatherer {
    private final String path;
    private final EventPacker events = new EventPacker();
    private int maxX;
    private int maxY;

    /** Starts empty; {@code path} is the recording's name in errors. */
    EventGatherer(String path) {
        this.path = path;
    }

    void add(EventChunk chunk) {
        for (int i = 0; i < chunk.count(); i++) {
            add(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i));
        }
    }

    private void add(long tUs, int x, int y, boolean on) {
        check(EventPacker.timeError(tUs));
        check(EventPacker.pixelError(x, y));
        maxX = Math.max(maxX, x);
        maxY = Math.max(maxY, y);
        events.add(tUs, x, y, on);
    }

    private void check(String error) {
        if (error != null) {
            throw new DataException("%s: event %d: %s".formatted(path, events.count(), error));
        }
    }

    long earliestUs() {
        return events.earliestUs();
    }

    /** The smallest sensor that holds all events. */
    SensorSize size() {
        return new SensorSize(maxX + 1, maxY + 1);
    }

    /** All events, times from {@link #earliestUs}. */
    PackedEvents pack() {
        if (events.count() == 0) {
            throw new DataException(path + ": a recording must hold events (got none)");
        }
        long lengthUs = events.latestUs() - events.earliestUs();
        if (lengthUs > PackedEvents.MAX_OFFSET_US) {
            throw new DataException(
                    "%s: a recording for training must be shorter than 71 minutes (got %d s)"
                            .formatted(path, lengthUs / 1_000_000));
        }
        return events.pack(events.earliestUs());
    }
}
