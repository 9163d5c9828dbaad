package org.spikelink.sensors.ingest;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.SensorSize;

/** Decodes datagrams, one after the other. Keeps what a sensor's clock needs; not thread-safe. */
interface DatagramDecoder {
    /** The sequence number of a datagram without one. */
    long NO_SEQUENCE = -1;

    /** Most events of a datagram: 65,507 bytes of 4-byte words. */
    int MAX_EVENTS = 16_384;

    /** Whether datagrams are numbered, so that a lost one leaves a gap. */
    boolean isNumbered();

    /**
     * The number of a datagram; {@link #NO_SEQUENCE} if it is too short for one.
     *
     * @param from its first byte
     * @param to after its last byte
     */
    long sequence(byte[] bytes, int from, int to);

    /**
     * Adds the events of a datagram to a chunk, which has room for {@link #MAX_EVENTS}.
     *
     * @param arrivedUs when it was received, µs after the first; the time of events without a time of their own
     * @return false, and no event is added, if the datagram is not of the format
     */
    boolean decode(byte[] bytes, int from, int to, long arrivedUs, EventChunk chunk);

    /** The number of words so far that are not events of pixels, by kind. */
    Map<String, Long> skipped();

    /** Pixels of the sensor, if the format or the options say it. */
    default Optional<SensorSize> sensorSize() {
        return Optional.empty();
    }

    /** The rule that datagrams must follow, for the summary of those that do not. */
    String rule();
}
