package org.spikelink.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Events as they travel: one little-endian u64 each, a view into the bytes of the record that
 * brought them. Bits 0-31: µs after the batch's {@code start_us}; 32-45: x; 46-59: y; 60: on; 61-63:
 * zero. The view may hold a length that is no multiple of 8; whoever unpacks it checks that first.
 *
 * @param bytes shared with the record, never written
 * @param offset of the first event in {@code bytes}
 * @param length in bytes
 */
public record PackedEvents(byte[] bytes, int offset, int length) implements Payload {
    public static final int BYTES_PER_EVENT = 8;
    public static final int MAX_COORDINATE = 0x3FFF;
    public static final long MAX_OFFSET_US = 0xFFFFFFFFL;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    public PackedEvents {
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    public PackedEvents(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Whole events; a trailing part of one does not count. */
    public int count() {
        return length / BYTES_PER_EVENT;
    }

    /** Event {@code i} from 0, packed. */
    public long get(int i) {
        return (long) LONGS.get(bytes, offset + BYTES_PER_EVENT * i);
    }

    /** Writes one packed event into {@code bytes} at {@code at}. */
    public static void put(byte[] bytes, int at, long packed) {
        LONGS.set(bytes, at, packed);
    }

    /**
     * One packed event; the arguments are not checked.
     *
     * @param offsetUs 0..2^32-1, µs after the batch's start
     * @param x 0..16383
     * @param y 0..16383
     */
    public static long pack(long offsetUs, int x, int y, boolean on) {
        return offsetUs | (long) x << 32 | (long) y << 46 | (on ? 1L << 60 : 0);
    }

    public static long offsetUs(long packed) {
        return packed & MAX_OFFSET_US;
    }

    public static int x(long packed) {
        return (int) (packed >>> 32) & MAX_COORDINATE;
    }

    public static int y(long packed) {
        return (int) (packed >>> 46) & MAX_COORDINATE;
    }

    /** 1 = ON (brighter), 0 = OFF. */
    public static int on(long packed) {
        return (int) (packed >>> 60) & 1;
    }

    /** The bits that must be zero. */
    public static int reserved(long packed) {
        return (int) (packed >>> 61);
    }
}
