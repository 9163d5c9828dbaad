package org.spikelink.trainer.data;

import java.util.Arrays;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Gathers the events of a recording, whose earliest time is known only at its end. */
final class EventGatherer {
    private final String path;
    private long[] times = new long[EventChunk.DEFAULT_CAPACITY];
    private long[] pixels = new long[EventChunk.DEFAULT_CAPACITY];
    private int count;
    private int maxX;
    private int maxY;
    private long earliestUs = Long.MAX_VALUE;
    private long latestUs = Long.MIN_VALUE;

    /** Nothing yet of the recording that errors call {@code path}. */
    EventGatherer(String path) {
        this.path = path;
    }

    void add(EventChunk chunk) {
        if (count + chunk.count() > times.length) {
            int room = Math.max(count + chunk.count(), 2 * times.length);
            times = Arrays.copyOf(times, room);
            pixels = Arrays.copyOf(pixels, room);
        }
        for (int i = 0; i < chunk.count(); i++) {
            add(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i));
        }
    }

    private void add(long tUs, int x, int y, boolean on) {
        if (Math.min(x, y) < 0 || Math.max(x, y) > PackedEvents.MAX_COORDINATE) {
            throw new DataException(
                    "%s: event %d: x and y must be 0..%d (got %d and %d)"
                            .formatted(path, count, PackedEvents.MAX_COORDINATE, x, y));
        }
        if (tUs < 0 || tUs > SensorBatch.MAX_TIME_US) {
            throw new DataException(
                    "%s: event %d: time must be from 0 to 2^62 us (got %d)"
                            .formatted(path, count, tUs));
        }
        maxX = Math.max(maxX, x);
        maxY = Math.max(maxY, y);
        earliestUs = Math.min(earliestUs, tUs);
        latestUs = Math.max(latestUs, tUs);
        times[count] = tUs;
        pixels[count++] = PackedEvents.pack(0, x, y, on);
    }

    long earliestUs() {
        return earliestUs;
    }

    /** The smallest sensor that holds all events. */
    SensorSize size() {
        return new SensorSize(maxX + 1, maxY + 1);
    }

    /** All events, times from {@link #earliestUs}. */
    PackedEvents pack() {
        if (count == 0) {
            throw new DataException(path + ": a recording must hold events (got none)");
        }
        if (latestUs - earliestUs > PackedEvents.MAX_OFFSET_US) {
            throw new DataException(
                    "%s: a recording to learn from must be shorter than 71 minutes (got %d s)"
                            .formatted(path, (latestUs - earliestUs) / 1_000_000));
        }
        byte[] bytes = new byte[Math.multiplyExact(count, PackedEvents.BYTES_PER_EVENT)];
        for (int i = 0; i < count; i++) {
            long packed = pixels[i] | (times[i] - earliestUs);
            PackedEvents.put(bytes, i * PackedEvents.BYTES_PER_EVENT, packed);
        }
        return new PackedEvents(bytes);
    }
}
