package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFormat;
import org.spikelink.connectors.recordings.series.numpy.NpyFormat;
import org.spikelink.connectors.recordings.series.numpy.NpzFormat;
import org.spikelink.connectors.recordings.series.numpy.ZipFormat;
import org.spikelink.connectors.recordings.series.ts.TsFormat;

/** Reads files of series in all formats of its list. */
public final class SeriesFiles {
    private static final List<SeriesFormat> FORMATS =
            List.of(new TsFormat(), new NpyFormat(), new NpzFormat(), new ZipFormat());

    private SeriesFiles() {}

    /** Whether a file holds series, by its name and, for NumPy files, by its content. */
    public static boolean isSeries(Path file) {
        return formatOf(file).isPresent() && !Recordings.holdsEvents(file);
    }

    /** Whether a file with this name in a folder holds series. */
    public static boolean isFoundInFolders(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FORMATS.stream().anyMatch(format -> format.isFoundInFolders(lower));
    }

    /**
     * Reads all series of a file, in its order.
     *
     * @throws org.spikelink.connectors.recordings.io.RecordingException if it cannot be read or violates its format
     * @throws IllegalArgumentException if it is not a file of series
     */
    public static List<Series> read(Path file) {
        SeriesFormat format =
                formatOf(file)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "not a file of series: " + file));
        return format.read(file);
    }

    private static Optional<SeriesFormat> formatOf(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return FORMATS.stream().filter(format -> name.endsWith(format.suffix())).findFirst();
    }
}
