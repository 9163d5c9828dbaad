package org.spikelink.jobs.replay;

import java.util.Iterator;
import java.util.Optional;
import org.spikelink.connectors.recordings.Decoder;
import org.spikelink.connectors.recordings.RecordingException;

/**
 * What is played as one stream: takes one after the other, each a session of its own. {@code next} opens a take and
 * throws {@link RecordingException} where it cannot; whoever takes it closes its events.
 */
public interface PlayedSensor extends Iterator<PlayedSensor.Take> {
    /** Name of its stream. */
    String stream();

    /** Where its events come from, as errors call it. */
    String source();

    /**
     * One uninterrupted run of the sensor.
     *
     * @param label what its records' header {@code label} says, where that is known
     * @param events from the first on
     */
    record Take(Optional<String> label, Decoder events) {}
}
