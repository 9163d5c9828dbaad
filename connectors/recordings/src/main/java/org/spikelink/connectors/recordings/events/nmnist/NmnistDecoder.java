package org.spikelink.connectors.recordings.events.nmnist;

import java.util.Map;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads N-MNIST (Orchard et al. 2015). Each event has five bytes: x, y, then 24 bits, most significant first: bit 23
 * polarity (1 = ON), bits 22-0 time in µs. An entry with y = 240 is not an event: it adds 8192 µs to the time of all
 * later events; some releases need this. The file does not state the sensor's size, which is 34 x 34: other bytes, read
 * as if they were of this format, would give events all over 256 x 256.
 */
public final class NmnistDecoder implements EventDecoder {
    static final int BYTES_PER_EVENT = 5;
    private static final int OVERFLOW_Y = 240;
    private static final long OVERFLOW_US = 8192;

    /** The sensor of N-MNIST. */
    static final SensorSize SIZE = new SensorSize(34, 34);

    /** All that the bytes can hold. */
    static final SensorSize ANY_SIZE = new SensorSize(256, 256);

    private final RecordingBytes bytes;
    private final SensorSize size;
    private final boolean lenient;
    private long overflowUs;
    private long outside;

    /**
     * Reads from the file's first byte; closing it closes the bytes.
     *
     * @param size of the sensor
     * @param lenient whether events outside the sensor are skipped and counted
     */
    public NmnistDecoder(RecordingBytes bytes, SensorSize size, boolean lenient) {
        this.bytes = bytes;
        this.size = size;
        this.lenient = lenient;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        int entries;
        while (chunk.room() > 0 && (entries = bytes.entries(BYTES_PER_EVENT)) > 0) {
            decode(chunk, Math.min(entries, chunk.room()));
        }
        if (chunk.count() == 0 && bytes.buffered() > 0) {
            throw bytes.error("an event must have 5 bytes (got " + bytes.buffered() + ")");
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk, int entries) {
        int events = events(bytes.array(), bytes.position(), entries, chunk);
        chunk.grow(areOnSensor(chunk, events) ? events : onSensor(chunk, events));
        bytes.skip(events * BYTES_PER_EVENT);
        if (events < entries) {
            overflowUs += OVERFLOW_US;
            bytes.skip(BYTES_PER_EVENT);
        }
    }

    /** Decodes the events up to the first overflow. A counted loop, which the JVM unrolls. */
    private int events(byte[] array, int from, int most, EventChunk chunk) {
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int first = chunk.count();
        long base = overflowUs;
        for (int n = 0; n < most; n++) {
            int at = from + n * BYTES_PER_EVENT;
            int word = (int) WordView.BE32.get(array, at + 1); // y, polarity and time
            if (word >>> 24 == OVERFLOW_Y) {
                return n;
            }
            tUs[first + n] = base + (word & 0x7FFFFF);
            xs[first + n] = array[at] & 0xFF;
            ys[first + n] = word >>> 24;
            ons[first + n] = (word & 0x800000) != 0;
        }
        return most;
    }

    private boolean areOnSensor(EventChunk chunk, int events) {
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        int lastX = size.width() - 1;
        int lastY = size.height() - 1;
        int seen = 0; // negative if one of the differences is
        for (int n = chunk.count(); n < chunk.count() + events; n++) {
            seen |= lastX - xs[n] | lastY - ys[n];
        }
        return seen >= 0;
    }

    /** Closes the gaps that events outside the sensor leave; returns the number of the others. */
    private int onSensor(EventChunk chunk, int events) {
        int first = chunk.count();
        int to = first;
        for (int n = first; n < first + events; n++) {
            if (chunk.x()[n] < size.width() && chunk.y()[n] < size.height()) {
                chunk.tUs()[to] = chunk.tUs()[n];
                chunk.x()[to] = chunk.x()[n];
                chunk.y()[to] = chunk.y()[n];
                chunk.on()[to++] = chunk.on()[n];
            } else if (!lenient) {
                throw bytes.error(
                        bytes.offset() + (long) (n - first) * BYTES_PER_EVENT,
                        "x and y must be below %d and %d (got %d, %d); state a larger sensor with --sensor"
                                .formatted(
                                        size.width(), size.height(), chunk.x()[n], chunk.y()[n]));
            }
        }
        outside += first + events - to;
        return to - first;
    }

    @Override
    public Map<String, Long> skipped() {
        return outside == 0 ? Map.of() : Map.of("events outside the sensor", outside);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
