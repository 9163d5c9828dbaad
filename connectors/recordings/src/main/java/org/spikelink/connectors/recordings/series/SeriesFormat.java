package org.spikelink.connectors.recordings.series;

import java.nio.file.Path;
import java.util.List;

/** One file format of series. It is recognized by the suffix of a file's name. */
public interface SeriesFormat {

    /** Suffix of such files, in lower case, with the dot. */
    String suffix();

    /** Whether a file with this name, in lower case, holds series when it is found in a folder. */
    default boolean isFoundInFolders(String name) {
        return name.endsWith(suffix());
    }

    /**
     * Reads all series of a file, in its order.
     *
     * @throws org.spikelink.connectors.recordings.io.RecordingException if it cannot be read or violates its format
     */
    List<Series> read(Path file);
}
