package org.spikelink.connectors.recordings.events.hdf5;

import io.jhdf.filter.Filter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * ECF, in which Prophesee compresses the dataset {@code CD/events}. A chunk has, least significant byte first:
 *
 * <ul>
 *   <li>u32: bits 2-31 number of events, bit 1 whether y, x and p are packed together, bit 0 whether x and p are;
 *   <li>times: the first as u64, then bytes with a rise in bits 4-7 and in bits 0-3 the number of events that have this
 *       time (15: a u16 follows); bytes whose upper half is 15 hold four bits each of a longer rise, lowest first;
 *   <li>packed together, in 3 words of 32 bits for 4 events, 24 bits each: p, x (11 bits), y (11 bits), lowest first;
 *   <li>otherwise y in words of 16 bits, with y in bits 5-15 and the number of events in bits 0-4 (31: a u16 follows);
 *   <li>then x and p packed in 3 words of 16 bits for 4 events, 12 bits each: p, x, lowest first;
 *   <li>or x in words of 16 bits, with x in bits 5-15 and a mask of further events at x + 1 (bit 4) to x + 5 (bit 0),
 *       followed by p in bytes, with p in bit 7 and the number of events in bits 0-6 (127: a u16 follows).
 * </ul>
 *
 * Plain, an event has 16 bytes: x u16, y u16, p i16, two unused ones, t i64.
 */
public final class EcfFilter implements Filter {
    static final int ID = 0x8ECF;
    private static final int EVENT_BYTES = 16;
    private static final int MAX_EVENTS = 0xFFFF;
    private static final int MAX_RISE_DIGITS = 16;

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return "ECF";
    }

    @Override
    public byte[] decode(byte[] bytes, int[] parameters) {
        return decode(bytes, MAX_EVENTS * EVENT_BYTES);
    }

    static byte[] decode(byte[] bytes, int max) {
        try {
            return new Chunk(bytes, max).decode();
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("a chunk of ECF ends too early", e);
        }
    }

    private static final class Chunk {
        private final ByteBuffer in;
        private final int header;
        private final int events;
        private final ByteBuffer out;

        Chunk(byte[] bytes, int max) {
            in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            header = in.getInt();
            events = header >>> 2;
            if (events > MAX_EVENTS || events * EVENT_BYTES > max) {
                throw new IllegalArgumentException(
                        "a chunk of ECF must have at most %d events (got %d)"
                                .formatted(Math.min(MAX_EVENTS, max / EVENT_BYTES), events));
            }
            out = ByteBuffer.allocate(events * EVENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        }

        byte[] decode() {
            times();
            if ((header & 2) != 0) {
                packedPixels();
            } else {
                rows();
                if ((header & 1) != 0) {
                    packedColumns();
                } else {
                    columns();
                    polarities();
                }
            }
            return out.array();
        }

        private void putX(int n, int x) {
            out.putShort(n * EVENT_BYTES, (short) x);
        }

        private void putY(int n, int y) {
            out.putShort(n * EVENT_BYTES + 2, (short) y);
        }

        private void putP(int n, int p) {
            out.putShort(n * EVENT_BYTES + 4, (short) p);
        }

        private void times() {
            long t = in.getLong();
            for (int n = 0; n < events; ) {
                int code = in.get() & 0xFF;
                if (code >>> 4 == 15) {
                    long rise = 0;
                    for (int digit = 0; code >>> 4 == 15; digit++) {
                        if (digit == MAX_RISE_DIGITS) {
                            throw new IllegalArgumentException("a time of ECF rises too far");
                        }
                        rise |= (code & 15L) << (4 * digit);
                        code = in.get() & 0xFF;
                    }
                    t += rise;
                }
                t += code >>> 4;
                int count = code & 15;
                count = count == 15 ? in.getShort() & 0xFFFF : count;
                for (int end = end(n, count); n < end; n++) {
                    out.putLong(n * EVENT_BYTES + 8, t);
                }
            }
        }

        /** The event after a run. Empty runs would let a short chunk take forever, but each takes bytes. */
        private int end(int n, int count) {
            if (count > events - n) {
                throw new IllegalArgumentException("a run of ECF has more events than its chunk");
            }
            return n + count;
        }

        private void rows() {
            for (int n = 0; n < events; ) {
                int word = in.getShort() & 0xFFFF;
                int count = word & 31;
                count = count == 31 ? in.getShort() & 0xFFFF : count;
                for (int end = end(n, count); n < end; n++) {
                    putY(n, word >>> 5);
                }
            }
        }

        private void columns() {
            for (int n = 0; n < events; ) {
                int word = in.getShort() & 0xFFFF;
                putX(n++, word >>> 5);
                for (int step = 1; step <= 5; step++) {
                    if ((word & (1 << (5 - step))) != 0 && n < events) {
                        putX(n++, (word >>> 5) + step);
                    }
                }
            }
        }

        private void polarities() {
            for (int n = 0; n < events; ) {
                int code = in.get() & 0xFF;
                int count = code & 127;
                count = count == 127 ? in.getShort() & 0xFFFF : count;
                for (int end = end(n, count); n < end; n++) {
                    putP(n, code >>> 7);
                }
            }
        }

        private void packedColumns() {
            for (int n = 0; n < events; n += 4) {
                int a = in.getShort() & 0xFFFF;
                int b = in.getShort() & 0xFFFF;
                int c = in.getShort() & 0xFFFF;
                column(n, a >>> 4);
                column(n + 1, (a & 0xF) | (b >>> 8 << 4));
                column(n + 2, (b & 0xFF) | (c >>> 12 << 8));
                column(n + 3, c & 0xFFF);
            }
        }

        private void column(int n, int bits) {
            if (n < events) {
                putX(n, bits >>> 1);
                putP(n, bits & 1);
            }
        }

        private void packedPixels() {
            for (int n = 0; n < events; n += 4) {
                int a = in.getInt();
                int b = in.getInt();
                int c = in.getInt();
                pixel(n, a >>> 8);
                pixel(n + 1, (a & 0xFF) | (b >>> 16 << 8));
                pixel(n + 2, (b & 0xFFFF) | (c >>> 24 << 16));
                pixel(n + 3, c & 0xFFFFFF);
            }
        }

        private void pixel(int n, int bits) {
            if (n < events) {
                putX(n, bits >>> 1 & 0x7FF);
                putY(n, bits >>> 12 & 0x7FF);
                putP(n, bits & 1);
            }
        }
    }
}
