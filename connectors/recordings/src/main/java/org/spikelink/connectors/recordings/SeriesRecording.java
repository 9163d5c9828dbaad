package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.recordings.series.Series;

/**
 * One series of a file.
 *
 * @param path the file
 * @param name of the stream: the file's path below the folder that was searched, then the series' name
 * @param label of the series, else the folder that holds the file, else what a list says; none where each sample has its
 *     own
 * @param series the samples
 */
public record SeriesRecording(Path path, String name, Optional<String> label, Series series)
        implements Recording {

    @Override
    public Batches batches(PlayOptions options) {
        return new SeriesBatches(this, options);
    }
}
