package org.spikelink.connectors.recordings.series;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads files of series; the end of a file's name tells its format. */
public final class SeriesFiles {
    private SeriesFiles() {}

    /** Whether a file holds series. */
    public static boolean isSeries(Path file) {
        String name = lower(file);
        return isFoundInFolders(name) || name.endsWith(".zip");
    }

    /** Whether a file of this name is taken for series where it lies in a folder: archives are not, they hold anything. */
    public static boolean isFoundInFolders(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean labels = lower.equals(NumpySeries.LABELS_FILE);
        return lower.endsWith(".ts")
                || lower.endsWith(".npz")
                || (lower.endsWith(".npy") && !labels);
    }

    /**
     * Reads all series of a file, in its order.
     *
     * @throws org.spikelink.connectors.recordings.RecordingException where it cannot be read or breaks its format
     */
    public static List<Series> read(Path file) {
        String name = lower(file);
        if (name.endsWith(".ts")) {
            return TsFile.read(file);
        }
        return name.endsWith(".npy") ? NumpySeries.readArray(file) : NumpySeries.readZip(file);
    }

    private static String lower(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
