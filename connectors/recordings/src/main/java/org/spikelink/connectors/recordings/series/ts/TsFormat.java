package org.spikelink.connectors.recordings.series.ts;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFormat;

/** The time-series archive's text format. */
public final class TsFormat implements SeriesFormat {
    @Override
    public String suffix() {
        return ".ts";
    }

    @Override
    public List<Series> read(Path file) {
        return TsFile.read(file);
    }
}
