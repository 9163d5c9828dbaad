package org.spikelink.connectors.recordings.events.ros;

import java.nio.BufferUnderflowException;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * Reads {@code dvs_msgs/EventArray} and messages that are laid out alike: an event is x u16, y u16, time (seconds and ns,
 * 32 bits each) and polarity.
 */
final class DvsArrayDecoder implements EventDecoder {
    private final RosEvents source;
    private RosMessage message;
    private RosFields fields;
    private Optional<SensorSize> size = Optional.empty();
    private long left;

    DvsArrayDecoder(RosEvents source) {
        this.source = source;
        fill();
    }

    private void begin(RosMessage next) {
        message = next;
        try {
            fields = new RosFields(next);
            fields.skipHeader();
            long height = fields.u32();
            long width = fields.u32();
            size = RosEvents.size(width, height);
            left = fields.u32();
        } catch (BufferUnderflowException e) {
            skipRest(e);
        }
    }

    private void skipRest(BufferUnderflowException e) {
        left = 0;
        source.skipDamaged(source.tooShort(message, e));
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && fill()) {
            try {
                int x = fields.u16();
                int y = fields.u16();
                long tUs = fields.u32() * 1_000_000 + fields.u32() / 1000;
                chunk.add(tUs, x, y, fields.u8() != 0);
                left--;
            } catch (BufferUnderflowException e) {
                skipRest(e);
            }
        }
        return chunk.count() > 0;
    }

    private boolean fill() {
        while (left == 0) {
            Optional<RosMessage> next = source.next();
            if (next.isEmpty()) {
                return false;
            }
            begin(next.get());
        }
        return true;
    }

    @Override
    public void close() {
        source.close();
    }
}
