package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;

/** A recording that plays as one stream: a file of events, or one series of a file. */
public sealed interface Recording permits RecordingFile, SeriesRecording {

    /** The file that holds it. */
    Path path();

    /** Name of the stream: the path below the searched folder, with {@code /} between names. */
    String name();

    /** The class of the whole recording, if known. */
    Optional<String> label();

    /**
     * The batches that its sensor would send, from the beginning; the caller closes them.
     *
     * @throws RecordingException if it cannot be read; also thrown by each batch
     */
    Batches batches(PlayOptions options);
}
