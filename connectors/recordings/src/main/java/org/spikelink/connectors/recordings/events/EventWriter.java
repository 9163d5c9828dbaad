package org.spikelink.connectors.recordings.events;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes one format of events, which its decoder reads back event for event. Stateless. */
public interface EventWriter {
    /** Short name, used in options. */
    String id();

    /** Suffixes of such files, in lower case, with the dot. */
    List<String> suffixes();

    /** How often {@link #write} reads the events. */
    default int passes() {
        return 1;
    }

    /**
     * Checks that the format can hold the events.
     *
     * @throws IllegalArgumentException with the rule and the value if it cannot
     */
    void check(EventExtent extent);

    /** Writes events that were checked. The stream is not closed. */
    void write(EventSource source, EventExtent extent, OutputStream out) throws IOException;
}
