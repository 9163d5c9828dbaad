package org.spikelink.connectors.recordings.events.rosbag;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * A record up to its data: the header's length, fields {@code name=value} with a length each, and the data's length.
 *
 * @param header fields by name
 * @param dataBytes length of the data that follow
 */
record BagRecord(Map<String, byte[]> header, long dataBytes) {
    private static final int MAX_HEADER = 1 << 20;

    static BagRecord read(RecordingBytes bytes, long at) {
        byte[] header = new byte[checked(length(bytes), MAX_HEADER, bytes, at)];
        bytes.readFully(header, header.length);
        return new BagRecord(fields(header, bytes), length(bytes));
    }

    private static long length(RecordingBytes bytes) {
        if (!bytes.has(4)) {
            throw bytes.error("the file ends within a record");
        }
        return Integer.toUnsignedLong(bytes.littleEndianInt());
    }

    private static int checked(long length, int max, RecordingBytes bytes, long at) {
        if (length > max) {
            throw bytes.error(
                    at,
                    "a record's part must have at most %d bytes (got %d)".formatted(max, length));
        }
        return (int) length;
    }

    static Map<String, byte[]> fields(byte[] header, RecordingBytes source) {
        Map<String, byte[]> fields = new HashMap<>();
        int at = 0;
        while (at + 4 <= header.length) {
            int length = (int) WordView.LE32.get(header, at);
            int from = at + 4;
            if (length < 0 || length > header.length - from) {
                throw source.error("a field of a record is longer than its header");
            }
            int equals = from;
            while (equals < from + length && header[equals] != '=') {
                equals++;
            }
            String name = new String(header, from, equals - from, StandardCharsets.UTF_8);
            int value = Math.min(equals + 1, from + length);
            fields.put(name, Arrays.copyOfRange(header, value, from + length));
            at = from + length;
        }
        return fields;
    }

    int operation() {
        byte[] op = header.getOrDefault("op", new byte[0]);
        return op.length == 1 ? op[0] : -1;
    }

    /** A four-byte number, -1 if there is none. */
    int number(String name) {
        byte[] value = header.getOrDefault(name, new byte[0]);
        return value.length == 4 ? (int) WordView.LE32.get(value, 0) : -1;
    }

    String text(String name) {
        return text(header, name);
    }

    static String text(Map<String, byte[]> fields, String name) {
        return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    /** Reads the data. */
    byte[] data(RecordingBytes bytes) {
        return bytes.take(dataBytes, "message");
    }
}
