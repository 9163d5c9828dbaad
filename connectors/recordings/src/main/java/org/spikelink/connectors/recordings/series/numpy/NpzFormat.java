package org.spikelink.connectors.recordings.series.numpy;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFormat;

/** An archive of NumPy arrays. */
public final class NpzFormat implements SeriesFormat {
    @Override
    public String suffix() {
        return ".npz";
    }

    @Override
    public List<Series> read(Path file) {
        return NumpySeries.readZip(file);
    }
}
