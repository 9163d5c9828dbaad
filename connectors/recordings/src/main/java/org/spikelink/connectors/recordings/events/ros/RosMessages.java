package org.spikelink.connectors.recordings.events.ros;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;

/** The messages of a file, in order. */
public interface RosMessages extends AutoCloseable {

    /** Name of the file in errors. */
    String file();

    /**
     * The next message.
     *
     * @return none at the end
     * @throws RecordingException if the file violates its format
     */
    Optional<RosMessage> next();

    /** The types of all topics known so far, by name; at the end, of all topics of the file. */
    Map<String, String> topics();

    /** What was skipped so far because it is damaged, by kind. */
    default Map<String, Long> skipped() {
        return Map.of();
    }

    @Override
    void close();
}
