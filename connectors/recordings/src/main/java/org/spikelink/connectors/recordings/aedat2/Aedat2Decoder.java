package org.spikelink.connectors.recordings.aedat2;

import java.util.Optional;
import org.spikelink.connectors.recordings.Clock32;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.RecordingBytes;
import org.spikelink.connectors.recordings.RecordingFormat;
import org.spikelink.connectors.recordings.SensorSize;

/**
 * Reads AEDAT 2.0 recordings of a DVS128. After the header, eight bytes an event, the most significant first: u32
 * address, u32 µs. Address bit 0 polarity, bits 1-7 x, 8-14 y; an entry with bit 15 set is a special event of no
 * pixel and is left out, and higher bits are ignored.
 *
 * <p>{@code on} is polarity bit 0 as stored, which jAER shows the other way round (0 = ON). Up to seven bytes after the
 * last whole event are left out, as jAER does: recordings that were stopped while being written end so.
 */
public final class Aedat2Decoder implements Decoder {
    private static final int BYTES_PER_EVENT = 8;
    private static final int SPECIAL = 1 << 15;

    private final RecordingBytes bytes;
    private final Aedat2Header header;
    private final Clock32 clock = new Clock32();

    /**
     * Reads the header from the file's first byte; takes the bytes over.
     *
     * @throws org.spikelink.connectors.recordings.RecordingException where the header breaks the format
     */
    public Aedat2Decoder(RecordingBytes bytes) {
        this.bytes = bytes;
        this.header = Aedat2Header.read(bytes);
    }

    @Override
    public RecordingFormat format() {
        return RecordingFormat.AEDAT2;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return header.sensorSize();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && bytes.has(BYTES_PER_EVENT)) {
            int address = bytes.bigEndianInt();
            long tUs = clock.unwrap(bytes.bigEndianInt());
            if ((address & SPECIAL) == 0) {
                chunk.add(tUs, address >> 1 & 0x7F, address >> 8 & 0x7F, (address & 1) != 0);
            }
        }
        return chunk.count() > 0;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
