package org.spikelink.sensors.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Map;
import org.spikelink.connectors.recordings.events.Clock32;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/**
 * Decodes datagrams that hold nothing but events of one size, least significant byte first. They are not numbered.
 */
final class WordDecoder implements DatagramDecoder {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** How events are laid out. */
    enum Layout {
        /**
         * SPIF words as AEStream sends them: bit 31 no time follows, 16-30 x, bit 15 polarity, 0-14 y; the time, if
         * there is one, in another 32 bits, µs. Events without a time get that of their datagram.
         */
        SPIF(Integer.BYTES),
        /** Faery's t64_x16_y16_on8: time u64 µs, x u16, y u16, polarity u8. */
        FAERY13(13),
        /** Faery's t32_x16_y15_on1: time u32 µs, x u16, y in the upper 15 bits of a u16, polarity in the lowest. */
        FAERY8(8);

        private final int bytes;

        Layout(int bytes) {
            this.bytes = bytes;
        }
    }

    private static final int NO_TIME = 1 << 31;

    private final Layout layout;
    private final Clock32 clock = new Clock32();

    WordDecoder(Layout layout) {
        this.layout = layout;
    }

    @Override
    public boolean isNumbered() {
        return false;
    }

    @Override
    public long sequence(byte[] bytes, int from, int to) {
        return NO_SEQUENCE;
    }

    @Override
    public boolean decode(byte[] bytes, int from, int to, long arrivedUs, EventChunk chunk) {
        if (to == from || (to - from) % layout.bytes != 0) {
            return false;
        }
        int events =
                switch (layout) {
                    case SPIF -> spif(bytes, from, to, (int) arrivedUs, chunk);
                    case FAERY13 -> faery13(bytes, from, to, chunk);
                    case FAERY8 -> faery8(bytes, from, to, chunk);
                };
        if (events < 0) {
            return false;
        }
        if (layout != Layout.FAERY13) {
            clock.unwrap(chunk.tUs(), chunk.count(), events);
        }
        chunk.grow(events);
        return true;
    }

    private static int spif(byte[] bytes, int from, int to, int nowUs, EventChunk chunk) {
        int first = chunk.count();
        int n = first;
        int outside = 0;
        for (int at = from; at < to; at += Integer.BYTES) {
            int word = (int) INT.get(bytes, at);
            int time = nowUs;
            if ((word & NO_TIME) == 0) {
                at += Integer.BYTES;
                if (at >= to) {
                    return -1;
                }
                time = (int) INT.get(bytes, at);
            }
            int x = word >>> 16 & 0x7FFF;
            int y = word & 0x7FFF;
            outside |= x | y;
            chunk.tUs()[n] = time;
            chunk.x()[n] = x;
            chunk.y()[n] = y;
            chunk.on()[n] = (word & 0x8000) != 0;
            n++;
        }
        return outside > PackedEvents.MAX_COORDINATE ? -1 : n - first;
    }

    private static int faery13(byte[] bytes, int from, int to, EventChunk chunk) {
        int first = chunk.count();
        int n = first;
        int outside = 0;
        long tooLate = 0;
        int on = 0;
        for (int at = from; at < to; at += 13, n++) {
            long t = (long) LONG.get(bytes, at);
            int place = (int) INT.get(bytes, at + Long.BYTES);
            int x = place & 0xFFFF;
            int y = place >>> 16;
            outside |= x | y;
            tooLate |= t | SensorBatch.MAX_TIME_US - t;
            on |= bytes[at + 12];
            chunk.tUs()[n] = t;
            chunk.x()[n] = x;
            chunk.y()[n] = y;
            chunk.on()[n] = bytes[at + 12] != 0;
        }
        boolean valid = outside <= PackedEvents.MAX_COORDINATE && tooLate >= 0 && (on & ~1) == 0;
        return valid ? n - first : -1;
    }

    private static int faery8(byte[] bytes, int from, int to, EventChunk chunk) {
        int first = chunk.count();
        int n = first;
        int outside = 0;
        for (int at = from; at < to; at += 8, n++) {
            int place = (int) INT.get(bytes, at + Integer.BYTES);
            int x = place & 0xFFFF;
            int y = place >>> 17;
            outside |= x | y;
            chunk.tUs()[n] = (int) INT.get(bytes, at);
            chunk.x()[n] = x;
            chunk.y()[n] = y;
            chunk.on()[n] = (place >>> 16 & 1) != 0;
        }
        return outside > PackedEvents.MAX_COORDINATE ? -1 : n - first;
    }

    @Override
    public Map<String, Long> skipped() {
        return Map.of();
    }

    @Override
    public String rule() {
        return switch (layout) {
            case SPIF -> "SPIF words of 4 or 8 bytes";
            case FAERY13 -> "Faery's 13-byte events (t64_x16_y16_on8)";
            case FAERY8 -> "Faery's 8-byte events (t32_x16_y15_on1)";
        };
    }
}
