package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Ends a recording where its decoder rejects it, and counts the rest of the file as skipped. */
final class LenientDecoder implements EventDecoder {
    private final EventDecoder decoder;
    private final String file;
    private final long fileBytes;
    private RecordingException damage; // null if none ended the recording

    /**
     * A decoder of a file.
     *
     * @param file its name in errors
     * @param fileBytes its size, or less than 0
     */
    LenientDecoder(EventDecoder decoder, String file, long fileBytes) {
        this.decoder = decoder;
        this.file = file;
        this.fileBytes = fileBytes;
    }

    @Override
    public Orientation orientation() {
        return decoder.orientation();
    }

    @Override
    public boolean read(EventChunk chunk) {
        if (damage != null) {
            chunk.clear();
            return false;
        }
        try {
            return decoder.read(chunk);
        } catch (RecordingException e) {
            damage = e;
            return chunk.count() > 0; // those before the damage
        }
    }

    @Override
    public Map<String, Long> skipped() {
        if (damage == null) {
            return decoder.skipped();
        }
        Map<String, Long> skipped = new TreeMap<>(decoder.skipped());
        boolean known = damage.offset() >= 0 && damage.file().equals(file) && fileBytes >= 0;
        if (known) {
            skipped.put("bytes after damage", Math.max(0, fileBytes - damage.offset()));
        } else {
            skipped.put("part after damage", 1L); // of unknown size
        }
        return skipped;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return decoder.sensorSize();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
