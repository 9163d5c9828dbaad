package org.spikelink.connectors.recordings.series.numpy;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFormat;

/** A zip of NumPy arrays. It is read only if the user names it, because a zip in a folder may hold anything. */
public final class ZipFormat implements SeriesFormat {
    @Override
    public String suffix() {
        return ".zip";
    }

    @Override
    public boolean isFoundInFolders(String name) {
        return false;
    }

    @Override
    public List<Series> read(Path file) {
        return NumpySeries.readZip(file);
    }
}
