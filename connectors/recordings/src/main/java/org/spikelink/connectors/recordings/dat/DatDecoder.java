package org.spikelink.connectors.recordings.dat;

import java.util.Optional;
import org.spikelink.connectors.recordings.Clock32;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.RecordingBytes;
import org.spikelink.connectors.recordings.RecordingFormat;
import org.spikelink.connectors.recordings.SensorSize;

/**
 * Reads Prophesee's DAT, version 2. After the header, eight bytes an event, the least significant first: u32 µs, then
 * a u32 with x in bits 0-13, y in 14-27, polarity in 28-31, of which any set bit is ON. The clock's wraps are undone.
 */
public final class DatDecoder implements Decoder {
    static final int BYTES_PER_EVENT = 8;

    private final RecordingBytes bytes;
    private final DatHeader header;
    private final Clock32 clock = new Clock32();

    /**
     * Reads the header from the file's first byte; takes the bytes over.
     *
     * @throws org.spikelink.connectors.recordings.RecordingException where the header breaks the format
     */
    public DatDecoder(RecordingBytes bytes) {
        this.bytes = bytes;
        this.header = DatHeader.read(bytes);
    }

    @Override
    public RecordingFormat format() {
        return RecordingFormat.DAT;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return header.sensorSize();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && bytes.has(BYTES_PER_EVENT)) {
            long tUs = clock.unwrap(bytes.littleEndianInt());
            int word = bytes.littleEndianInt();
            chunk.add(tUs, word & 0x3FFF, word >>> 14 & 0x3FFF, word >>> 28 != 0);
        }
        if (chunk.count() == 0 && bytes.buffered() > 0) {
            throw bytes.error("an event must have 8 bytes (got " + bytes.buffered() + ")");
        }
        return chunk.count() > 0;
    }

    @Override
    public void close() {
        bytes.close();
    }
}
