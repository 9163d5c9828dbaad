package org.spikelink.core.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Events as they travel: one little-endian u64 each, a view into the bytes of the record that
 * brought them. Bits 0-31: µs after the batch's {@code start_us}; 32-45: x; 46-59: y; 60: on; 61-63:
 * zero. The length may not be a multiple of 8: check that before unpacking.
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

    /** Number of whole events. */
    public int count() {
        return length / BYTES_PER_EVENT;
    }

    /** Event {@code i} from 0, packed. */
    public long get(int i) {
        return get(bytes, offset + BYTES_PER_EVENT * i);
    }

    /** Reads one packed event from {@code bytes} at {@code at}. */
    public static long get(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
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

    /** on * 2^14 + y, of an event whose reserved bits are zero. */
    public static int onAndY(long packed) {
        return (int) (packed >>> 46);
    }

    /** 1 = ON (brighter), 0 = OFF. */
    public static int on(long packed) {
        return (int) (packed >>> 60) & 1;
    }

    /** The bits that must be zero. */
    public static int reserved(long packed) {
        return (int) (packed >>> 61);
    }

    /** Checks x, y and the reserved bits of an event at once, without a branch. */
    public static final class Limits {
        private static final long RESERVED = 7L << 61;
        private static final long CARRIES = 1L << 46 | 1L << 60;

        private final long room;

        /**
         * Limits of a sensor.
         *
         * @param width 1..16384: x is 0..width - 1
         * @param height 1..16384: y is 0..height - 1
         */
        public Limits(int width, int height) {
            room = (MAX_COORDINATE + 1L - width) << 32 | (MAX_COORDINATE + 1L - height) << 46;
        }

        /**
         * Not 0 if an event breaks the limits. Adding 2^14 - limit to a coordinate carries into the bit above it if
         * and only if the coordinate is too large.
         */
        public long fault(long packed) {
            long carries = ((packed + room) ^ packed) ^ room;
            return (carries & CARRIES) | (packed & RESERVED);
        }
    }
}
