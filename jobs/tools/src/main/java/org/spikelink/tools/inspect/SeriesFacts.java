package org.spikelink.tools.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;

/**
 * The contents of a file of series.
 *
 * @param path of the file
 * @param bytes of the file
 * @param series number of series
 * @param channels of each series
 * @param samples number of samples in all series
 * @param shortest series, samples
 * @param longest series, samples
 * @param smallest value other than NaN; NaN if there is none
 * @param largest value other than NaN; NaN if there is none
 * @param missing number of NaN values
 * @param perStep whether each sample has its own label
 * @param labels number of series, or of samples, per label; those without a label are not counted
 */
public record SeriesFacts(
        Path path,
        long bytes,
        int series,
        int channels,
        long samples,
        int shortest,
        int longest,
        float smallest,
        float largest,
        long missing,
        boolean perStep,
        SortedMap<String, Integer> labels) {

    /**
     * Reads a whole file.
     *
     * @throws RecordingException if it cannot be read
     */
    public static SeriesFacts of(Path path) {
        List<Series> all = SeriesFiles.read(path);
        SeriesCounter counter = new SeriesCounter();
        all.forEach(counter::add);
        try {
            return counter.facts(path, Files.size(path));
        } catch (IOException e) {
            throw RecordingException.unreadable(path, e);
        }
    }
}
