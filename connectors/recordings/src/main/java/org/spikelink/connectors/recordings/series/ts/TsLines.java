package org.spikelink.connectors.recordings.series.ts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.spikelink.connectors.recordings.series.HeapRoom;

/**
 * The lines of a file as Latin-1, one character a byte. They end with LF, CR or both, as those of a {@link java.io.BufferedReader}.
 * A line that could not be read in the heap is rejected before it is in memory.
 */
final class TsLines {
    private static final int FIRST_BYTES = 1 << 16;

    /** Memory for a byte of a line: the line and its parts, places of fields, values. */
    private static final int TIMES = 10;

    private final String file;
    private final InputStream in;
    private byte[] line = new byte[FIRST_BYTES];
    private long at;
    private boolean afterCr;

    /**
     * The lines of a stream.
     *
     * @param file for errors
     * @param in buffered; closed by the caller
     */
    TsLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** The next line without its end; null at the end of the file. */
    String next() throws IOException {
        long start = at;
        int length = 0;
        int read = in.read();
        if (afterCr && read == '\n') {
            start = ++at;
            read = in.read();
        }
        if (read < 0) {
            return null;
        }
        for (; read >= 0 && read != '\n' && read != '\r'; read = in.read()) {
            if (length == line.length) {
                HeapRoom.require(file, start, "a line", (long) TIMES * length);
                line = Arrays.copyOf(line, (int) Math.min(2L * length, Integer.MAX_VALUE - 16));
            }
            line[length++] = (byte) read;
        }
        at += length + (read < 0 ? 0 : 1);
        afterCr = read == '\r';
        if (length > FIRST_BYTES) {
            HeapRoom.require(file, start, "a line", (long) TIMES * length);
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }
}
