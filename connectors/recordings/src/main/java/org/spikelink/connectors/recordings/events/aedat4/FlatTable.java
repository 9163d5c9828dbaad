package org.spikelink.connectors.recordings.events.aedat4;

import java.nio.charset.StandardCharsets;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * A table of a size-prefixed FlatBuffer, with fields by number. All offsets are checked, so that broken buffers throw
 * {@link IndexOutOfBoundsException} and nothing else.
 */
final class FlatTable {
    private static final int PREFIX = 4;

    private final byte[] bytes;
    private final int table;
    private final int fields;
    private final int fieldBytes;

    private FlatTable(byte[] bytes, int table) {
        this.bytes = bytes;
        this.table = table;
        this.fields = Math.subtractExact(table, int32(table));
        this.fieldBytes = (short) WordView.LE16.get(bytes, fields) & 0xFFFF;
    }

    /** The root of a buffer, after the size prefix. */
    static FlatTable root(byte[] bytes) {
        return new FlatTable(bytes, PREFIX + (int) WordView.LE32.get(bytes, PREFIX));
    }

    /** The four letters that identify the type of the root. */
    static String identifier(byte[] bytes, int count) {
        return count < PREFIX + 8
                ? ""
                : new String(bytes, PREFIX + 4, 4, StandardCharsets.ISO_8859_1);
    }

    private int int32(int at) {
        return (int) WordView.LE32.get(bytes, at);
    }

    /** Position of a field, 0 if it is absent. */
    private int place(int field) {
        int entry = 4 + 2 * field;
        int offset =
                entry + 2 > fieldBytes
                        ? 0
                        : (short) WordView.LE16.get(bytes, fields + entry) & 0xFFFF;
        return offset == 0 ? 0 : table + offset;
    }

    int int32Field(int field) {
        int at = place(field);
        return at == 0 ? 0 : int32(at);
    }

    long int64Field(int field, long absent) {
        int at = place(field);
        return at == 0 ? absent : (long) WordView.LE64.get(bytes, at);
    }

    String text(int field) {
        int at = vector(field);
        int length = at == 0 ? 0 : length(field);
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /** Position of a vector's first element, 0 if it is absent. */
    int vector(int field) {
        int at = place(field);
        return at == 0 ? 0 : Math.addExact(at, int32(at)) + 4;
    }

    /** Number of elements of a vector. */
    int length(int field) {
        int at = vector(field);
        int length = at == 0 ? 0 : int32(at - 4);
        if (length < 0) {
            throw new IndexOutOfBoundsException("a vector of " + length + " elements");
        }
        return length;
    }
}
