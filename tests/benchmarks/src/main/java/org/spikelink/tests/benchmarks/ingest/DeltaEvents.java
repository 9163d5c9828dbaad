package org.spikelink.tests.benchmarks.ingest;

import java.util.Arrays;
import org.spikelink.core.record.PackedEvents;

/**
 * The rival of packed events: the differences between consecutive events as numbers of variable length (7 bits a byte,
 * zigzag), in three columns one after the other: time, x with the polarity in its lowest bit, y. It exists to be measured.
 */
final class DeltaEvents {
    private static final int MOST_BYTES = 15;

    private DeltaEvents() {}

    /** The columns, behind their lengths. */
    static byte[] encode(PackedEvents events) {
        byte[] out = new byte[8 + MOST_BYTES * events.count()];
        int at = 8;
        for (int column = 0; column < 3; column++) {
            int from = at;
            long before = 0;
            for (int n = 0; n < events.count(); n++) {
                long value = value(events.get(n), column);
                long step = value - before;
                before = value;
                long left =
                        column == 1
                                ? zigzag(step) << 1 | PackedEvents.on(events.get(n))
                                : zigzag(step);
                for (; left > 127; left >>>= 7) {
                    out[at++] = (byte) (left | 128);
                }
                out[at++] = (byte) left;
            }
            if (column < 2) {
                putInt(out, 4 * column, at - from);
            }
        }
        return Arrays.copyOf(out, at);
    }

    private static long value(long event, int column) {
        return switch (column) {
            case 0 -> PackedEvents.offsetUs(event);
            case 1 -> PackedEvents.x(event);
            default -> PackedEvents.y(event);
        };
    }

    private static long zigzag(long step) {
        return step << 1 ^ step >> 63;
    }

    private static void putInt(byte[] out, int at, int value) {
        for (int n = 0; n < 4; n++) {
            out[at + n] = (byte) (value >>> 8 * n);
        }
    }

    private static int getInt(byte[] in, int at) {
        int value = 0;
        for (int n = 0; n < 4; n++) {
            value |= (in[at + n] & 0xFF) << 8 * n;
        }
        return value;
    }

    /** Unpacks to packed events, as the job needs them; returns their number. */
    static int decode(byte[] in, byte[] packed) {
        int t = 8;
        int xs = t + getInt(in, 0);
        int ys = xs + getInt(in, 4);
        int endT = xs;
        long time = 0;
        int x = 0;
        int y = 0;
        int count = 0;
        while (t < endT) {
            long step = in[t++];
            if (step < 0) {
                step &= 127;
                int shift = 7;
                byte next;
                do {
                    next = in[t++];
                    step |= (long) (next & 127) << shift;
                    shift += 7;
                } while (next < 0);
            }
            time += step >>> 1 ^ -(step & 1);
            int place = in[xs++];
            if (place < 0) {
                place = place & 127 | in[xs++] << 7;
                if (place < 0) {
                    place = place & 0x3FFF | in[xs++] << 14;
                }
            }
            int on = place & 1;
            place >>>= 1;
            x += place >>> 1 ^ -(place & 1);
            int row = in[ys++];
            if (row < 0) {
                row = row & 127 | in[ys++] << 7;
                if (row < 0) {
                    row = row & 0x3FFF | in[ys++] << 14;
                }
            }
            y += row >>> 1 ^ -(row & 1);
            PackedEvents.put(packed, 8 * count++, PackedEvents.pack(time, x, y, on == 1));
        }
        return count;
    }
}
