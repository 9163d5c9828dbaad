package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.util.Arrays;

/** Bytes written one after the other into an array that grows with them, up to a limit. */
final class GrowingBytes {
    private byte[] array = new byte[1 << 14];
    private int count;
    private int limit;

    byte[] array() {
        return array;
    }

    int count() {
        return count;
    }

    /** Removes all bytes; from now on there may be at most {@code most}. */
    void clear(int most) {
        count = 0;
        limit = most;
    }

    /** Makes room for more bytes after the last one; {@link #grow} then counts them. */
    void ensure(int more) throws IOException {
        if (more > limit - count) {
            throw new IOException("it would hold more than " + limit + " bytes");
        }
        if (more > array.length - count) {
            int larger = (int) Math.min(limit, 2L * array.length);
            array = Arrays.copyOf(array, Math.max(count + more, larger));
        }
    }

    /** Adds one byte; the array grows if it is full. */
    void add(byte one) throws IOException {
        ensure(1);
        array[count++] = one;
    }

    /** Number of bytes that can be written before the array grows or the limit is reached. */
    int room() {
        return Math.min(array.length, limit) - count;
    }

    /** Counts bytes that were written to the array. */
    void grow(int bytes) {
        count += bytes;
    }
}
