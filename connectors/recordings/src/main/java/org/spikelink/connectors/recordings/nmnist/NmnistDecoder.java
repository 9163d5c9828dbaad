package org.spikelink.connectors.recordings.nmnist;

import java.util.Optional;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.EventChunk;
import org.spikelink.connectors.recordings.RecordingBytes;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.RecordingFormat;
import org.spikelink.connectors.recordings.SensorSize;

/**
 * Reads N-MNIST (Orchard et al. 2015). Five bytes an event: x, y, then 24 bits, the most significant first: bit 23
 * polarity (1 = ON, and delivered so), bits 22-0 time in µs. An entry with y = 240 is no event: it adds 8192 µs to
 * the time of all that follow, which some releases need. Nothing states the sensor's size.
 */
public final class NmnistDecoder implements Decoder {
    private static final int BYTES_PER_EVENT = 5;
    private static final int OVERFLOW_Y = 240;
    private static final long OVERFLOW_US = 8192;

    private final RecordingBytes bytes;
    private long overflowUs;

    /** Reads from the file's first byte; takes the bytes over. */
    public NmnistDecoder(RecordingBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Checks that a file may be N-MNIST, as far as one without a header can tell.
     *
     * @param length bytes
     * @throws RecordingException where it is no multiple of 5
     */
    public static void checkLength(String file, long length) {
        if (length % BYTES_PER_EVENT != 0) {
            throw new RecordingException(
                    file,
                    "an N-MNIST file must hold whole events of 5 bytes (got " + length + " bytes)");
        }
    }

    @Override
    public RecordingFormat format() {
        return RecordingFormat.NMNIST;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return Optional.empty();
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        while (chunk.room() > 0 && bytes.has(BYTES_PER_EVENT)) {
            decode(chunk);
        }
        if (chunk.count() == 0 && bytes.buffered() > 0) {
            throw bytes.error("an event must have 5 bytes (got " + bytes.buffered() + ")");
        }
        return chunk.count() > 0;
    }

    private void decode(EventChunk chunk) {
        int x = bytes.u8();
        int y = bytes.u8();
        int word = bytes.u8() << 16 | bytes.u8() << 8 | bytes.u8();
        if (y == OVERFLOW_Y) {
            overflowUs += OVERFLOW_US;
        } else {
            chunk.add(overflowUs + (word & 0x7FFFFF), x, y, word >> 23 != 0);
        }
    }

    @Override
    public void close() {
        bytes.close();
    }
}
