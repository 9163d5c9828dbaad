package org.spikelink.connectors.recordings.events.dat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/** Writes DAT files of version 2 that {@link DatDecoder} reads back event for event. */
public final class DatWriter {
    private static final long END_OF_CLOCK_US = 1L << 32;
    private static final int MAX_COORDINATE = (1 << 14) - 1;
    private static final int EVENT_CD = 12;

    private DatWriter() {}

    /**
     * Writes the remaining events of a decoder to a file. The file is complete or does not exist.
     *
     * @param events read to its end, not closed
     * @throws RecordingException if an event does not fit (time 0 to 2^32 - 1 µs, x and y 0 to 16,383), or the file
     *     cannot be written
     */
    public static void write(Path file, SensorSize size, EventDecoder events) {
        try {
            AtomicFile.write(file, out -> write(out, file.toString(), size, events));
        } catch (IOException e) {
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be written: " + FileFailure.unwritten(e),
                    e);
        }
    }

    /** Writes the remaining events of a decoder to a stream, which is not closed. */
    static void write(OutputStream out, String file, SensorSize size, EventDecoder events)
            throws IOException {
        out.write(header(size));
        EventChunk chunk = new EventChunk();
        while (events.read(chunk)) {
            out.write(bytes(chunk, file));
        }
    }

    private static byte[] header(SensorSize size) {
        String lines =
                "%% Data file containing CD events\n%% Version 2\n%% Width %s\n%% Height %s\n"
                        .formatted(size.width(), size.height());
        return (lines + (char) EVENT_CD + (char) DatDecoder.BYTES_PER_EVENT)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(EventChunk chunk, String file) {
        ByteBuffer bytes =
                ByteBuffer.allocate(chunk.count() * DatDecoder.BYTES_PER_EVENT)
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < chunk.count(); i++) {
            check("time", chunk.tUs(i), END_OF_CLOCK_US - 1, file);
            check("x", chunk.x(i), MAX_COORDINATE, file);
            check("y", chunk.y(i), MAX_COORDINATE, file);
            bytes.putInt((int) chunk.tUs(i));
            bytes.putInt(chunk.x(i) | chunk.y(i) << 14 | (chunk.on(i) ? 1 << 28 : 0));
        }
        return bytes.array();
    }

    private static void check(String what, long value, long max, String file) {
        if (value < 0 || value > max) {
            throw new RecordingException(
                    file, what + " must be from 0 to " + max + " (got " + value + ")");
        }
    }
}
