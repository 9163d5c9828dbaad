package org.spikelink.connectors.recordings.events.ros;

import java.nio.ByteBuffer;
import org.spikelink.connectors.recordings.events.EventChunk;

/**
 * libcaer: a u32 per event (bit 0 validity, which drivers always set, 1 polarity, 2-16 y, 17-31 x), then 31 bits of µs
 * since the packet's time base. These may wrap within a packet; between packets the time base advances.
 */
final class LibcaerWords implements PacketWords {
    private static final long RANGE_US = 1L << 31;

    private long timeBaseNs;
    private long wrapsUs;
    private long lastUs;

    @Override
    public int bytes() {
        return Long.BYTES;
    }

    @Override
    public int mostEvents() {
        return 1;
    }

    @Override
    public void begin(EventPacket packet) {
        timeBaseNs = packet.timeBaseNs();
        wrapsUs = 0;
        lastUs = 0;
    }

    @Override
    public void decode(ByteBuffer events, int at, EventChunk chunk) {
        int word = events.getInt(at);
        long us = events.getInt(at + Integer.BYTES) & 0x7FFFFFFFL;
        if (lastUs - us > RANGE_US / 2) { // a smaller step is one back in time
            wrapsUs += RANGE_US;
        }
        lastUs = us;
        chunk.add(
                Math.floorDiv(timeBaseNs, 1000L) + wrapsUs + us,
                word >>> 17,
                word >>> 2 & 0x7FFF,
                (word & 2) != 0);
    }
}
