package org.spikelink.connectors.recordings.events.ros;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * A message of encoded events.
 *
 * @param size of the sensor
 * @param timeBaseNs start of the times in the encodings mono, libcaer and libcaer_cmp
 * @param encoding of the events
 * @param events encoded, least significant byte first, from position 0
 */
record EventPacket(Optional<SensorSize> size, long timeBaseNs, String encoding, ByteBuffer events) {

    static EventPacket of(RosMessage message, RosEvents source) {
        try {
            RosFields fields = new RosFields(message);
            fields.skipHeader();
            long height = fields.u32();
            long width = fields.u32();
            fields.i64(); // count of packets
            long timeBaseNs = fields.i64();
            String encoding = fields.text();
            fields.u8(); // byte order of the computer, which encodings ignore
            return new EventPacket(
                    RosEvents.size(width, height), timeBaseNs, encoding, fields.bytes());
        } catch (BufferUnderflowException e) {
            throw source.tooShort(message, e);
        }
    }
}
