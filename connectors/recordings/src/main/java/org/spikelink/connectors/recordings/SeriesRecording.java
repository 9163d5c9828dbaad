package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.Optional;
import org.spikelink.connectors.recordings.playback.Batches;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.connectors.recordings.playback.SeriesBatches;
import org.spikelink.connectors.recordings.series.Series;

/**
 * One series of a file.
 *
 * @param path the file
 * @param name of the stream: the file's path below the searched folder, then the series' name
 * @param label of the series, or else the name of the parent folder, or the label in a list; empty if each sample has
 *     its own
 * @param series the samples
 * @param range which part of the file's series they are; empty for the whole
 */
public record SeriesRecording(
        Path path, String name, Optional<String> label, Series series, Optional<SampleRange> range)
        implements Recording {

    /** A whole series. */
    public SeriesRecording(Path path, String name, Optional<String> label, Series series) {
        this(path, name, label, series, Optional.empty());
    }

    @Override
    public Batches batches(PlayOptions options) {
        return new SeriesBatches(path.toString(), name, series, options);
    }
}
