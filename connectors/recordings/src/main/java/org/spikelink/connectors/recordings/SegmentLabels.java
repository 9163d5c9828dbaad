package org.spikelink.connectors.recordings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The lists of labelled segments that come with the DVS128 Gesture set: {@code NAME_labels.csv} beside {@code
 * NAME.aedat}, with the columns {@code class,startTime_usec,endTime_usec}.
 */
final class SegmentLabels {
    private static final String SUFFIX = ".aedat";
    private static final String LIST = "_labels.csv";

    private SegmentLabels() {}

    /** Whether a list has the name of such a list, and its recording exists. */
    static boolean isNamed(Path list) {
        return list.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(LIST)
                && Files.isRegularFile(recording(list));
    }

    /** The recording of a list. */
    static Path recording(Path list) {
        String name = list.getFileName().toString();
        return list.resolveSibling(name.substring(0, name.length() - LIST.length()) + SUFFIX);
    }

    /** The segments of a recording; empty if it has no list. */
    static List<LabelRow> of(Path recording) {
        String name = recording.getFileName().toString();
        if (!name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            return List.of();
        }
        String stem = name.substring(0, name.length() - SUFFIX.length());
        Path list = recording.resolveSibling(stem + LIST);
        return Files.isRegularFile(list)
                ? LabelList.rows(list).stream().filter(row -> row.has("start_us")).toList()
                : List.of();
    }
}
