package org.spikelink.connectors.recordings;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.Orientation;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Changes stored coordinates and polarities to ours: x to the right, y down from the top, ON = 1. */
public final class OrientedDecoder implements EventDecoder {
    private final EventDecoder decoder;
    private final Orientation stored;
    private final SensorSize size;

    private OrientedDecoder(EventDecoder decoder, SensorSize size) {
        this.decoder = decoder;
        this.stored = decoder.orientation();
        this.size = size;
    }

    /** Whether the sensor's size is known, as far as it is needed. */
    public static boolean isPossible(EventDecoder decoder) {
        Orientation stored = decoder.orientation();
        return !(stored.flipsX() || stored.flipsY()) || decoder.sensorSize().isPresent();
    }

    /**
     * A decoder of the same events in our convention. Closing it closes the other.
     *
     * @param file name of the file in errors
     * @throws RecordingException if the sensor's size is needed and unknown
     */
    public static EventDecoder of(EventDecoder decoder, String file) {
        if (decoder.orientation().equals(Orientation.OURS)) {
            return decoder;
        }
        if (!isPossible(decoder)) {
            throw new RecordingException(
                    file,
                    "the file does not state the size of its sensor, which counts from the right or from the bottom;"
                            + " state it with --sensor, DAVIS346B or 240x180 for example");
        }
        return new OrientedDecoder(decoder, decoder.sensorSize().orElse(new SensorSize(1, 1)));
    }

    @Override
    public boolean read(EventChunk chunk) {
        boolean more = decoder.read(chunk);
        if (more) {
            stored.apply(chunk, 0, chunk.count(), size);
        }
        return more;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return decoder.sensorSize();
    }

    @Override
    public Map<String, Long> skipped() {
        return decoder.skipped();
    }

    @Override
    public void close() {
        decoder.close();
    }
}
