package org.spikelink.connectors.recordings;

import java.util.List;
import org.apache.commons.csv.CSVFormat;

/** Writes a line of a list that {@link RecordingFiles#find} reads. */
public final class CsvLine {
    private CsvLine() {}

    /** The fields between commas, quoted where they must be, without an end of line. */
    public static String of(List<String> fields) {
        return CSVFormat.RFC4180.format(fields.toArray());
    }
}
