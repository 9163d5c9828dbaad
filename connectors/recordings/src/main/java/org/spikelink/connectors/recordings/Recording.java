package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;

/** What plays as one stream: a file of events, or one series out of a file of many. */
public sealed interface Recording permits RecordingFile, SeriesRecording {

    /** The file that holds it. */
    Path path();

    /** Names the stream: the path below the folder that was searched, with {@code /} between names. */
    String name();

    /** The class of the whole, where it is known. */
    Optional<String> label();

    /**
     * The batches that its sensor would send, from the beginning; the caller closes them.
     *
     * @throws RecordingException where it cannot be read, then and at every batch
     */
    Batches batches(PlayOptions options);
}
