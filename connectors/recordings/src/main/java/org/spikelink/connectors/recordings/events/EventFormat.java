package org.spikelink.connectors.recordings.events;

import java.util.List;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** One file format of events: its names, how to recognize it and how to read it. Stateless. */
public interface EventFormat {

    /** Short name, used in options and reports. */
    String id();

    /** Full name. */
    String title();

    /** Suffixes of such files, in lower case, with the dot. */
    List<String> suffixes();

    /** Whether the content identifies this format. */
    boolean recognizes(FileHead head);

    /**
     * Whether a name with one of the {@link #suffixes} is enough if the content identifies no format; false if other
     * files have such names too.
     */
    default boolean goesByName() {
        return true;
    }

    /** Whether it is read through an index, so that a stream cannot be read. */
    default boolean needsFile() {
        return false;
    }

    /**
     * Reads the header. The decoder owns the source and closes it.
     *
     * @throws org.spikelink.connectors.recordings.io.RecordingException if the header violates the format, or the
     *     file and the options do not determine the layout of events; the caller then closes the source
     */
    EventDecoder open(RecordingSource source, OpenOptions options);
}
