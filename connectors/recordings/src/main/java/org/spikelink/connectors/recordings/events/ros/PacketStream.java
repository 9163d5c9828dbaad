package org.spikelink.connectors.recordings.events.ros;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The events of all packets of a topic, concatenated: together they are one stream of words. */
final class PacketStream extends InputStream {
    private final RosEvents source;
    private final String encoding;
    private ByteBuffer events;

    PacketStream(RosEvents source, EventPacket first) {
        this.source = source;
        this.encoding = first.encoding();
        this.events = first.events();
    }

    private boolean fill() {
        while (!events.hasRemaining()) {
            Optional<EventPacket> next = source.nextPacket(encoding);
            if (next.isEmpty()) {
                return false;
            }
            events = next.get().events();
        }
        return true;
    }

    @Override
    public int read() {
        return fill() ? events.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int from, int count) {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int here = Math.min(count, events.remaining());
        events.get(target, from, here);
        return here;
    }

    @Override
    public void close() {
        source.close();
    }
}
