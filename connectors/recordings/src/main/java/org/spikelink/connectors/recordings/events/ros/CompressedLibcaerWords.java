package org.spikelink.connectors.recordings.events.ros;

import java.nio.ByteBuffer;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.Skipped;

/**
 * libcaer_cmp: words of 16 bits. Bits 15-12 are the type: 0 and 1 the upper and lower 12 bits of the µs since the
 * packet's time base, 2 x, 3 an event at y, polarity in bit 11, 4 base y and polarity, 5 one event for each bit set in
 * 7-0, from base y on, which then advances by 8. x and base y last beyond the packet.
 */
final class CompressedLibcaerWords implements PacketWords {
    private static final int MOST_EVENTS = 8;
    private static final SensorSize ANY = new SensorSize(0xFFFF, 0xFFFF);

    private final Skipped skipped;
    private SensorSize size = ANY;
    private long timeBaseNs;
    private int high;
    private int low;
    private int x;
    private int baseY;
    private boolean baseOn;

    CompressedLibcaerWords(Skipped skipped) {
        this.skipped = skipped;
    }

    @Override
    public int bytes() {
        return Short.BYTES;
    }

    @Override
    public int mostEvents() {
        return MOST_EVENTS;
    }

    @Override
    public void begin(EventPacket packet) {
        timeBaseNs = packet.timeBaseNs();
        size = packet.size().orElse(ANY);
        high = 0;
        low = 0;
    }

    @Override
    public void decode(ByteBuffer events, int at, EventChunk chunk) {
        int word = events.getShort(at) & 0xFFFF;
        switch (word >>> 12) {
            case 0 -> high = (word & 0xFFF) << 12;
            case 1 -> low = word & 0xFFF;
            case 2 -> x = word & 0x7FF;
            case 3 -> add(chunk, word & 0x7FF, (word & 0x800) != 0);
            case 4 -> {
                baseY = word & 0x7FF;
                baseOn = (word & 0x800) != 0;
            }
            case 5 -> {
                for (int left = word & 0xFF; left != 0; left &= left - 1) {
                    add(chunk, baseY + Integer.numberOfTrailingZeros(left), baseOn);
                }
                baseY += MOST_EVENTS;
            }
            default -> skipped.add("words of unknown types", 1);
        }
    }

    private void add(EventChunk chunk, int y, boolean on) {
        if (x >= size.width() || y >= size.height()) {
            skipped.add("events outside the sensor", 1);
        } else {
            chunk.add(Math.floorDiv(timeBaseNs + 1000L * (high | low), 1000L), x, y, on);
        }
    }
}
