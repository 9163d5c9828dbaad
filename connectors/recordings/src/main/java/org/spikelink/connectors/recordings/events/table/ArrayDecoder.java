package org.spikelink.connectors.recordings.events.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * Reads events from columns of numbers: the fields of one array, or one array per column. Polarity is 1 or true for
 * ON, 0, -1 or false for OFF.
 */
final class ArrayDecoder implements EventDecoder {
    private static final int INVALID = -1;

    private final List<Column> columns; // t, x, y, p
    private final List<RecordingBytes> sources;
    private final TimeScale unit;
    private final Optional<SensorSize> size;
    private final Closeable file;
    private final boolean lenient;
    private final long[] scratch = new long[EventChunk.DEFAULT_CAPACITY];
    private long left;
    private long invalid;

    /**
     * A decoder at the first entry.
     *
     * @param columns t, x, y, p
     * @param count entries of each
     * @param unit of times
     * @param size of the sensor, if the file says it
     * @param file closed together with the decoder
     * @param lenient whether invalid entries are skipped and counted
     */
    ArrayDecoder(
            List<Column> columns,
            long count,
            TimeScale unit,
            Optional<SensorSize> size,
            Closeable file,
            boolean lenient) {
        this.columns = columns;
        this.sources = columns.stream().map(Column::bytes).distinct().toList();
        this.left = count;
        this.unit = unit;
        this.size = size;
        this.file = file;
        this.lenient = lenient;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (left > 0 && chunk.room() > 0) { // again where all entries were invalid
            int events = (int) Math.min(left, Math.min(chunk.room(), scratch.length));
            for (Column column : columns) {
                events = Math.min(events, column.bytes().entries(column.entryBytes()));
                if (events == 0) {
                    throw column.bytes()
                            .error("the file ends too early: " + left + " entries are missing");
                }
            }
            decode(chunk, events);
            for (RecordingBytes source : sources) {
                source.skip(events * entryBytes(source));
            }
            left -= events;
        }
        return chunk.count() > 0;
    }

    private int entryBytes(RecordingBytes source) {
        for (Column column : columns) {
            if (column.bytes() == source) {
                return column.entryBytes();
            }
        }
        throw new IllegalStateException("no column of " + source.file());
    }

    private void decode(EventChunk chunk, int events) {
        int first = chunk.count();
        try {
            columns.get(0).us(chunk.tUs(), first, events, unit);
        } catch (ArithmeticException e) {
            throw invalid(columns.get(0), "times must fit into 64 bits of µs", e);
        }
        place(columns.get(1), chunk.x(), first, events);
        place(columns.get(2), chunk.y(), first, events);
        columns.get(3).longs(scratch, 0, events);
        long wrong = 0;
        for (int n = 0; n < events; n++) {
            wrong |= wrong(scratch[n]);
            chunk.on()[first + n] = scratch[n] == 1;
        }
        if (wrong != 0) {
            if (!lenient) {
                throw invalid(columns.get(3), "polarity must be 0, 1 or -1", null);
            }
            for (int n = 0; n < events; n++) {
                chunk.y()[first + n] |= wrong(scratch[n]) == 0 ? 0 : INVALID;
            }
        }
        chunk.grow(lenient ? withoutInvalid(chunk, first, events) : events);
    }

    private static long wrong(long polarity) {
        return ((polarity + 1) & ~3) | (polarity == 2 ? 1 : 0);
    }

    private void place(Column column, int[] target, int first, int events) {
        column.longs(scratch, 0, events);
        long seen = 0;
        for (int n = 0; n < events; n++) {
            seen |= scratch[n];
            target[first + n] = (int) scratch[n];
        }
        if (seen >>> 31 != 0) {
            if (!lenient) {
                throw invalid(column, "x and y must be from 0 to 2147483647", null);
            }
            for (int n = 0; n < events; n++) {
                target[first + n] = scratch[n] >>> 31 == 0 ? (int) scratch[n] : INVALID;
            }
        }
    }

    /** Closes the gaps that invalid entries leave; returns the number of valid ones. */
    private int withoutInvalid(EventChunk chunk, int first, int events) {
        int to = first;
        for (int n = first; n < first + events; n++) {
            if ((chunk.x()[n] | chunk.y()[n]) >= 0) {
                chunk.tUs()[to] = chunk.tUs()[n];
                chunk.x()[to] = chunk.x()[n];
                chunk.y()[to] = chunk.y()[n];
                chunk.on()[to++] = chunk.on()[n];
            }
        }
        invalid += first + events - to;
        return to - first;
    }

    @Override
    public Map<String, Long> skipped() {
        return invalid == 0 ? Map.of() : Map.of("invalid entries", invalid);
    }

    private static RecordingException invalid(Column column, String rule, Exception cause) {
        RecordingBytes bytes = column.bytes();
        String message = rule + "; one of the values from here on is not";
        return new RecordingException(bytes.file(), bytes.offset(), message, cause);
    }

    @Override
    public void close() {
        sources.forEach(RecordingBytes::close);
        try {
            file.close();
        } catch (IOException e) {
            throw new RecordingException(
                    sources.get(0).file(), RecordingException.NO_OFFSET, "cannot be closed", e);
        }
    }
}
