package org.spikelink.connectors.recordings.events.ros;

import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/** Reads packets whose words have no meaning beyond their packet, or little. */
final class PacketDecoder implements EventDecoder {
    private final RosEvents source;
    private final PacketWords words;
    private final Optional<SensorSize> size;
    private EventPacket packet;
    private int at;

    PacketDecoder(RosEvents source, EventPacket first, PacketWords words) {
        this.source = source;
        this.words = words;
        this.size = first.size();
        this.packet = first;
        words.begin(first);
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() >= words.mostEvents() && fill()) {
            words.decode(packet.events(), at, chunk);
            at += words.bytes();
        }
        return chunk.count() > 0;
    }

    /** Moves to a packet that still has a word; trailing bytes that are not a whole word are ignored. */
    private boolean fill() {
        while (packet.events().limit() - at < words.bytes()) {
            Optional<EventPacket> next = source.nextPacket(packet.encoding());
            if (next.isEmpty()) {
                return false;
            }
            packet = next.get();
            at = 0;
            words.begin(packet);
        }
        return true;
    }

    @Override
    public void close() {
        source.close();
    }
}
