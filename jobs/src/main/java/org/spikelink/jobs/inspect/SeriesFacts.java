package org.spikelink.jobs.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.spikelink.connectors.recordings.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFiles;
import org.spikelink.core.model.FileFailure;

/**
 * What a file of series holds.
 *
 * @param path of the file
 * @param bytes of the file
 * @param series in it
 * @param channels of each series
 * @param samples of all series
 * @param shortest series, samples
 * @param longest series, samples
 * @param smallest value, NaN left out; NaN where there is none
 * @param largest value, NaN left out; NaN where there is none
 * @param missing values that are no number
 * @param perStep whether samples have labels of their own
 * @param labels series, or samples, of each label; those without one are not counted
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
     * Reads a file from end to end.
     *
     * @throws RecordingException where it cannot be read
     */
    public static SeriesFacts of(Path path) {
        List<Series> all = SeriesFiles.read(path);
        SeriesCounter counter = new SeriesCounter();
        all.forEach(counter::add);
        try {
            return counter.facts(path, Files.size(path));
        } catch (IOException e) {
            throw new RecordingException(
                    path.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
        }
    }
}
