package org.spikelink.connectors.recordings.events.ros;

import java.nio.ByteBuffer;
import org.spikelink.connectors.recordings.events.EventChunk;

/** mono: a u64 per event: bits 0-31 ns since the packet's time base, 32-47 x, 48-62 y, 63 polarity. */
final class MonoWords implements PacketWords {
    private long timeBaseNs;

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
    }

    @Override
    public void decode(ByteBuffer events, int at, EventChunk chunk) {
        long word = events.getLong(at);
        chunk.add(
                Math.floorDiv(timeBaseNs + (word & 0xFFFFFFFFL), 1000L),
                (int) (word >>> 32) & 0xFFFF,
                (int) (word >>> 48) & 0x7FFF,
                word < 0);
    }
}
