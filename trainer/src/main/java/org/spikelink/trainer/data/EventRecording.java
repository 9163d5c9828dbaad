package org.spikelink.trainer.data;

import java.util.Arrays;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * One recording of events in memory.
 *
 * @param file where it came from
 * @param label its class
 * @param startUs time of the earliest event, sensor time in µs
 * @param events in the order of the recording, packed, times from {@code startUs}; shared, never written
 * @param size the smallest sensor that holds all events, or what the header states
 */
record EventRecording(
        Recording file, int label, long startUs, PackedEvents events, SensorSize size) {

    /** Reads a recording from end to end. */
    static EventRecording read(Recording file, int label) {
        try (Decoder decoder = Recordings.open(file.path())) {
            Reader reader = new Reader(file.path().toString());
            EventChunk chunk = new EventChunk();
            while (decoder.read(chunk)) {
                reader.add(chunk);
            }
            SensorSize found = new SensorSize(reader.maxX + 1, reader.maxY + 1);
            return new EventRecording(
                    file,
                    label,
                    reader.earliestUs,
                    reader.pack(),
                    decoder.sensorSize().orElse(found));
        }
    }

    /** Gathers events whose earliest time is known only at the end. */
    private static final class Reader {
        private final String path;
        private long[] times = new long[EventChunk.DEFAULT_CAPACITY];
        private long[] pixels = new long[EventChunk.DEFAULT_CAPACITY];
        private int count;
        private int maxX;
        private int maxY;
        private long earliestUs = Long.MAX_VALUE;
        private long latestUs = Long.MIN_VALUE;

        Reader(String path) {
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
            if (x < 0 || y < 0 || Math.max(x, y) > PackedEvents.MAX_COORDINATE) {
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
                PackedEvents.put(
                        bytes,
                        i * PackedEvents.BYTES_PER_EVENT,
                        pixels[i] | (times[i] - earliestUs));
            }
            return new PackedEvents(bytes);
        }
    }
}
