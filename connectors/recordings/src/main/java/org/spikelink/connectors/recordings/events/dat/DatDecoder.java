package org.spikelink.connectors.recordings.events.dat;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.Clock32;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads Prophesee's DAT. After the header, each event has eight bytes, least significant first: u32 µs, then a u32
 * with x, y and polarity, see {@link DatLayout}. The clock is unwrapped.
 */
public final class DatDecoder implements EventDecoder {
    static final int BYTES_PER_EVENT = 8;

    private final RecordingBytes bytes;
    private final DatHeader header;
    private final DatLayout layout;
    private final boolean lenient;
    private final Clock32 clock = new Clock32();
    private long invalid;

    /**
     * Reads the header from the file's first byte, and closes the source when it is closed.
     *
     * @throws org.spikelink.connectors.recordings.io.RecordingException if the header violates the format
     */
    public DatDecoder(RecordingSource source, OpenOptions options) {
        this.bytes = source.bytes();
        this.header = DatHeader.read(bytes);
        this.layout = DatLayout.of(source, header, options);
        this.lenient = options.lenient();
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return header.sensorSize();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        int events = 1;
        while (chunk.room() > 0 && (events = bytes.entries(BYTES_PER_EVENT)) > 0) {
            decode(chunk, Math.min(events, chunk.room()));
        }
        if (events == 0 && chunk.count() == 0 && bytes.buffered() > 0) {
            throw bytes.error("an event must have 8 bytes (got " + bytes.buffered() + ")");
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk, int events) {
        byte[] array = bytes.array();
        int start = bytes.position();
        long[] tUs = chunk.tUs();
        int[] xs = chunk.x();
        int[] ys = chunk.y();
        boolean[] ons = chunk.on();
        int first = chunk.count();
        int xMask = layout.xMask;
        int yShift = layout.yShift;
        int yMask = layout.yMask;
        int polarityShift = layout.polarityShift;
        int seen = 0;
        for (int n = 0; n < events; n++) {
            int at = start + n * BYTES_PER_EVENT;
            int word = (int) WordView.LE32.get(array, at + Integer.BYTES);
            seen |= word;
            xs[first + n] = word & xMask;
            ys[first + n] = word >>> yShift & yMask;
            ons[first + n] = word >>> polarityShift != 0;
            tUs[first + n] = (int) WordView.LE32.get(array, at);
        }
        int valid = events;
        if ((seen & layout.unused) != 0) {
            if (!lenient) {
                throw contradiction(start, events);
            }
            valid = withoutInvalid(start, events, chunk);
        }
        clock.unwrap(tUs, first, valid);
        bytes.skip(events * BYTES_PER_EVENT);
        chunk.grow(valid);
    }

    /** Closes the gaps that invalid words leave in the columns; returns the number of valid ones. */
    private int withoutInvalid(int start, int events, EventChunk chunk) {
        int first = chunk.count();
        int to = first;
        for (int n = 0; n < events; n++) {
            if ((word(start, n) & layout.unused) == 0) {
                chunk.tUs()[to] = chunk.tUs()[first + n];
                chunk.x()[to] = chunk.x()[first + n];
                chunk.y()[to] = chunk.y()[first + n];
                chunk.on()[to] = chunk.on()[first + n];
                to++;
            }
        }
        invalid += first + events - to;
        return to - first;
    }

    private RuntimeException contradiction(int start, int events) {
        int n = 0;
        while (n < events - 1 && (word(start, n) & layout.unused) == 0) {
            n++;
        }
        return bytes.error(
                bytes.offset() + (long) n * BYTES_PER_EVENT,
                "%s (got 0x%08X); the file is damaged or not of this version"
                        .formatted(layout.rule, word(start, n)));
    }

    private int word(int start, int n) {
        return (int) WordView.LE32.get(bytes.array(), start + n * BYTES_PER_EVENT + Integer.BYTES);
    }

    @Override
    public Map<String, Long> skipped() {
        return invalid == 0 ? Map.of() : Map.of("invalid words", invalid);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
