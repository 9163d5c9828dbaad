package org.spikelink.sensors;

import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;

/** A sensor that is played as one stream: a sequence of sessions. */
public interface SensorSource {
    /** Name of the sensor's stream. */
    String stream();

    /** Where the events or samples come from, for error messages. */
    String source();

    /** Whether there is another session. */
    boolean hasNext();

    /**
     * Opens the next session. The caller closes its batches.
     *
     * @throws RecordingException if it cannot be opened
     */
    Session next(PlayOptions options);

    /**
     * One uninterrupted run of the sensor.
     *
     * @param label value of the record header {@code label}, if known
     * @param batches all batches of the run, in order
     */
    record Session(Optional<String> label, Batches batches) {}
}
