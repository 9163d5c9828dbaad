package org.spikelink.connectors.recordings;

import java.util.Optional;

/**
 * One recording being read, front to back, once. An implementation reads its header when it is made, keeps a bounded
 * part of the file in memory, allocates nothing per event, and belongs to one thread.
 *
 * <p>Events come in the order of the file, with coordinates and polarity as stored (no flip), and with 64-bit time: a
 * format's short clock is unwrapped, so time steps back only where the recording's does.
 */
public interface Decoder extends AutoCloseable {

    /** The recording's format. */
    RecordingFormat format();

    /** The sensor's pixels where the header states them. */
    Optional<SensorSize> sensorSize();

    /**
     * Clears the chunk and fills it with the next events, at least one.
     *
     * @return whether there were any; false at the end of the recording, then and at every later call
     * @throws RecordingException where the file breaks its format or cannot be read; the events before that place may
     *     or may not have been delivered, and the decoder is of no more use
     */
    boolean read(EventChunk chunk);

    /**
     * Closes the file.
     *
     * @throws RecordingException where the system refuses
     */
    @Override
    void close();
}
