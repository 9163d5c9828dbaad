package org.spikelink.jobs.replay;

import java.util.Optional;
import org.spikelink.connectors.recordings.Batches;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.RecordingException;

/** What is played as one stream: takes one after the other, each a session of its own. */
public interface PlayedSensor {
    /** Name of its stream. */
    String stream();

    /** Where its events or samples come from, as errors call it. */
    String source();

    /** Whether there is another take. */
    boolean hasNext();

    /**
     * Opens the next take; whoever takes it closes its batches.
     *
     * @throws RecordingException where it cannot be opened
     */
    Take next(PlayOptions options);

    /**
     * One uninterrupted run of the sensor.
     *
     * @param label what its records' header {@code label} says, where that is known
     * @param batches from the first on
     */
    record Take(Optional<String> label, Batches batches) {}
}
