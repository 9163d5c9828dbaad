package org.spikelink.connectors.recordings.events.ros;

import java.nio.ByteBuffer;
import org.spikelink.connectors.recordings.events.EventChunk;

/** One encoding of packets: words of a fixed size, least significant byte first. */
interface PacketWords {

    /** Bytes of a word. */
    int bytes();

    /** The most events that one word holds. */
    int mostEvents();

    /** Begins a packet. */
    void begin(EventPacket packet);

    /** Adds the events of a word. */
    void decode(ByteBuffer events, int at, EventChunk chunk);
}
