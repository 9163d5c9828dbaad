package org.spikelink.connectors.recordings.events.table;

import java.nio.ByteBuffer;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.numpy.NpyType;

/**
 * A column of numbers in entries of a fixed size. Columns of one array share its bytes.
 *
 * @param bytes that hold the entries
 * @param type of the values
 * @param offset in an entry
 * @param entryBytes of one entry
 */
record Column(RecordingBytes bytes, NpyType type, int offset, int entryBytes) {

    /** Copies the next values; floating-point values are truncated. There is a loop for each width, for speed. */
    void longs(long[] target, int from, int count) {
        ByteBuffer data = ByteBuffer.wrap(bytes.array()).order(type.order());
        int at = bytes.position() + offset;
        boolean signed = type.kind() == 'i';
        if (type.isFloating()) {
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = type.getLong(data, at);
            }
        } else if (type.bytes() == 8) {
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = data.getLong(at);
            }
        } else if (type.bytes() == 4) {
            long mask = signed ? -1L : 0xFFFFFFFFL;
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = data.getInt(at) & mask;
            }
        } else if (type.bytes() == 2) {
            long mask = signed ? -1L : 0xFFFFL;
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = data.getShort(at) & mask;
            }
        } else {
            long mask = signed ? -1L : 0xFFL;
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = data.get(at) & mask;
            }
        }
    }

    /** Copies the next values as µs. */
    void us(long[] target, int from, int count, TimeScale unit) {
        if (type.isFloating()) {
            ByteBuffer data = ByteBuffer.wrap(bytes.array()).order(type.order());
            int at = bytes.position() + offset;
            for (int n = 0; n < count; n++, at += entryBytes) {
                target[from + n] = unit.us(type.get(data, at));
            }
            return;
        }
        longs(target, from, count);
        if (unit != TimeScale.US) {
            for (int n = from; n < from + count; n++) {
                target[n] = unit.us(target[n]);
            }
        }
    }
}
