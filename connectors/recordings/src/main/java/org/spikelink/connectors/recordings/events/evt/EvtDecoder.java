package org.spikelink.connectors.recordings.events.evt;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/** Reads words of one version of EVT. Words before the first upper bits of time have no time and are skipped. */
public final class EvtDecoder implements EventDecoder {
    private final RecordingBytes bytes;
    private final Optional<SensorSize> sensorSize;
    private final EvtWords words;
    private final boolean lenient;

    /**
     * A decoder at the first word.
     *
     * @param lenient whether invalid words are skipped and counted
     */
    EvtDecoder(
            RecordingBytes bytes,
            Optional<SensorSize> sensorSize,
            EvtWords words,
            boolean lenient) {
        this.bytes = bytes;
        this.sensorSize = sensorSize;
        this.words = words;
        this.lenient = lenient;
    }

    /** Reads EVT 3.0 words without a header from the first byte; closing the decoder closes the bytes. */
    public static EvtDecoder evt3(
            RecordingBytes bytes, Optional<SensorSize> sensorSize, boolean lenient) {
        return new EvtDecoder(bytes, sensorSize, new Evt3Words(), lenient);
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return sensorSize;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        int count = 1;
        while (chunk.room() >= words.mostEvents()
                && (count = bytes.entries(words.wordBytes())) > 0) {
            decode(count, chunk);
        }
        if (count == 0 && chunk.count() == 0 && bytes.buffered() > 0) {
            throw bytes.error(
                    "a word must have %d bytes (got %d)"
                            .formatted(words.wordBytes(), bytes.buffered()));
        }
        return chunk.count() > 0;
    }

    private void decode(int count, EventChunk chunk) {
        int decoded = words.decode(bytes.array(), bytes.position(), count, chunk);
        bytes.skip(decoded * words.wordBytes());
        if (decoded < count && chunk.room() >= words.mostEvents()) {
            if (!lenient) {
                throw bytes.error(words.invalid(bytes.array(), bytes.position()));
            }
            words.skipped().invalid++;
            bytes.skip(words.wordBytes());
        }
    }

    @Override
    public Map<String, Long> skipped() {
        return words.skipped().byKind();
    }

    @Override
    public void close() {
        bytes.close();
    }
}
