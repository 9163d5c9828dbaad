package org.spikelink.connectors.recordings.events.aedat3;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.events.Skipped;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.WordView;

/**
 * Reads AEDAT 3.1. After the header come packets, least significant byte first: u16 type and source; u32 event size,
 * time offset, time overflow, capacity, number and valid number; then the events. A polarity event is a u32 (bit 0
 * valid, 1 polarity, 2-16 y, 17-31 x) and 31 bits of time. Other packets are skipped and counted.
 */
final class Aedat3Decoder implements EventDecoder {
    private static final int PACKET_HEADER_BYTES = 28;
    private static final int POLARITY = 1;
    private static final int BYTES_PER_EVENT = 8;
    private static final int FRAME = 2;
    private static final int FRAME_HEADER_BYTES = 36;
    private static final int FIRST_UNKNOWN = 7;
    private static final int MOST_EVENT_BYTES = 1 << 24;
    private static final int MOST_IMU_BYTES = 64;
    private static final int MOST_EVENTS = 1 << 20;
    private static final Map<Integer, String> KINDS =
            Map.of(0, "special events", 2, "frames", 3, "IMU samples", 4, "IMU samples");

    private final RecordingBytes bytes;
    private final Aedat3Header header;
    private final Skipped skipped = new Skipped();
    private final boolean lenient;
    private long left; // remaining events of the current packet
    private long overflowUs;

    Aedat3Decoder(RecordingBytes bytes, boolean lenient) {
        this.bytes = bytes;
        this.lenient = lenient;
        this.header = Aedat3Header.read(bytes);
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return header.sensorSize();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && (left > 0 || nextPacket())) {
            int here = Math.min(chunk.room(), bytes.entries(BYTES_PER_EVENT));
            if (here == 0) {
                throw bytes.error("the file ends within a packet: " + left + " events are missing");
            }
            int events = (int) Math.min(left, here);
            decode(chunk, events);
            left -= events;
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk, int events) {
        byte[] array = bytes.array();
        int at = bytes.position();
        long invalid = 0;
        for (int end = at + events * BYTES_PER_EVENT; at < end; at += BYTES_PER_EVENT) {
            int word = (int) WordView.LE32.get(array, at);
            long tUs = overflowUs + ((int) WordView.LE32.get(array, at + 4) & 0x7FFFFFFF);
            if ((word & 1) == 0) {
                invalid++;
            } else {
                chunk.add(tUs, word >>> 17, word >>> 2 & 0x7FFF, (word & 2) != 0);
            }
        }
        bytes.skip(events * BYTES_PER_EVENT);
        skipped.add("invalid events", invalid);
    }

    /** Moves to the next packet of polarity events that is not empty. */
    private boolean nextPacket() {
        while (bytes.has(PACKET_HEADER_BYTES)) {
            int at = bytes.position();
            if (lenient && !packetFollows(at)) {
                skipped.add("bytes between packets", 1);
                bytes.skip(1);
                continue;
            }
            int type = (short) WordView.LE16.get(bytes.array(), at) & 0xFFFF;
            long eventBytes = unsigned(at + 4);
            long number = unsigned(at + 20);
            overflowUs = unsigned(at + 12) << 31;
            if (type == POLARITY && (eventBytes != BYTES_PER_EVENT || unsigned(at + 8) != 4)) {
                throw bytes.error(
                        "polarity events must have 8 bytes, their time at 4 (got %d, %d)"
                                .formatted(eventBytes, unsigned(at + 8)));
            }
            bytes.skip(PACKET_HEADER_BYTES);
            if (type == POLARITY && number > 0) {
                left = number;
                return true;
            } else if (type != POLARITY) {
                skipped.add(KINDS.getOrDefault(type, "other events"), number);
                bytes.skipFully(number * eventBytes);
            }
        }
        if (bytes.buffered() > 0) {
            throw bytes.error(
                    "a packet's header must have 28 bytes (got " + bytes.buffered() + ")");
        }
        return false;
    }

    private long unsigned(int at) {
        return Integer.toUnsignedLong((int) WordView.LE32.get(bytes.array(), at));
    }

    /** Whether these 28 bytes are a header: a kind of event that exists, with its size, and counts that fit. */
    private boolean packetFollows(int at) {
        int type = (short) WordView.LE16.get(bytes.array(), at) & 0xFFFF;
        long eventBytes = unsigned(at + 4);
        long capacity = unsigned(at + 16);
        long number = unsigned(at + 20);
        boolean size =
                switch (type) {
                    case FRAME -> eventBytes > FRAME_HEADER_BYTES && eventBytes <= MOST_EVENT_BYTES;
                    case 3, 4 -> eventBytes > BYTES_PER_EVENT && eventBytes <= MOST_IMU_BYTES;
                    default -> type < FIRST_UNKNOWN && eventBytes == BYTES_PER_EVENT;
                };
        return size
                && unsigned(at + 8) < eventBytes
                && (type == FRAME || unsigned(at + 8) == Integer.BYTES)
                && capacity <= MOST_EVENTS
                && number <= capacity
                && unsigned(at + 24) <= number;
    }

    @Override
    public Map<String, Long> skipped() {
        return skipped.byKind();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
