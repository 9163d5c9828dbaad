package org.spikelink.connectors.recordings.events;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * Reads one recording once, from start to end. An implementation reads the header in its constructor, keeps a bounded
 * part of the file in memory, allocates nothing per event and is not thread-safe.
 *
 * <p>Events are in the order of the file, with coordinates and polarity as stored (no flip) and with 64-bit times: a
 * format's short clock is unwrapped, so time steps back only where the sensor's clock did.
 */
public interface EventDecoder extends AutoCloseable {

    /** The size of the sensor, if the header states it; by default there is none. */
    default Optional<SensorSize> sensorSize() {
        return Optional.empty();
    }

    /** How coordinates and polarities are stored, compared with ours. */
    default Orientation orientation() {
        return Orientation.OURS;
    }

    /**
     * Clears the chunk and fills it with the next events, at least one.
     *
     * @return whether there were events; false at the end of the recording and in all later calls
     * @throws RecordingException if the file violates its format or cannot be read; events before that position may
     *     or may not have been delivered, and the decoder cannot be used any more
     */
    boolean read(EventChunk chunk);

    /** The number of skipped items so far that are not events of pixels, by kind; empty if there were none. */
    default Map<String, Long> skipped() {
        return Map.of();
    }

    /**
     * Closes the file.
     *
     * @throws RecordingException if closing fails
     */
    @Override
    void close();
}
