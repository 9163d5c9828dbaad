package org.spikelink.connectors.recordings.series.numpy;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFormat;

/** One NumPy array. */
public final class NpyFormat implements SeriesFormat {
    @Override
    public String suffix() {
        return ".npy";
    }

    @Override
    public boolean isFoundInFolders(String name) {
        return name.endsWith(suffix()) && !name.equals(NumpySeries.LABELS_FILE);
    }

    @Override
    public List<Series> read(Path file) {
        return NumpySeries.readArray(file);
    }
}
