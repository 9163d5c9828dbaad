package org.spikelink.connectors.recordings.events.nmnist;

import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads N-MNIST (Orchard et al. 2015). Each event has five bytes: x, y, then 24 bits, most significant first: bit 23
 * polarity (1 = ON), bits 22-0 time in µs. An entry with y = 240 is not an event: it adds 8192 µs to the time of all
 * later events; some releases need this. The file does not state the sensor's size.
 */
public final class NmnistDecoder implements EventDecoder {
    static final int BYTES_PER_EVENT = 5;
    private static final int OVERFLOW_Y = 240;
    private static final long OVERFLOW_US = 8192;

    private final RecordingBytes bytes;
    private long overflowUs;

    /** Reads from the file's first byte; closing it closes the bytes. */
    public NmnistDecoder(RecordingBytes bytes) {
        this.bytes = bytes;
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
        chunk.grow(events);
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

    @Override
    public void close() {
        bytes.close();
    }
}
