package org.spikelink.connectors.recordings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikelink.core.error.NearestName;

/**
 * One row of a {@link LabelList}.
 *
 * @param line number of its last line, counted from 1
 * @param columns names of the columns, in their order
 * @param fields of the row
 */
record LabelRow(long line, List<String> columns, List<String> fields) {
    /** The columns that are read here; a list of recordings needs the first and the last. */
    static final List<String> COLUMNS =
            List.of("file", "series", "start_us", "end_us", "start_sample", "end_sample", "label");

    /** The columns of the DVS128 Gesture set's lists, whose file is named like the list. */
    static final List<String> SEGMENTS = List.of("class", "starttime_usec", "endtime_usec");

    /** The columns of a list without a header. */
    static final List<String> PLAIN = List.of("file", "label");

    /** The columns, if the row is a header. */
    static Optional<List<String>> header(List<String> fields) {
        List<String> names =
                fields.stream().map(field -> field.toLowerCase(Locale.ROOT).strip()).toList();
        if (names.equals(SEGMENTS)) {
            return Optional.of(List.of("label", "start_us", "end_us"));
        }
        boolean header =
                names.contains("file")
                        && names.size() > 1
                        && names.stream().noneMatch(LabelRow::isMistyped)
                        && names.contains("start_us") == names.contains("end_us")
                        && names.contains("start_sample") == names.contains("end_sample")
                        && !(names.contains("start_us") && names.contains("start_sample"))
                        && names.stream().distinct().count() == names.size();
        return header ? Optional.of(names) : Optional.empty();
    }

    /** Whether a name is nearly that of a column: the column would be missing without notice. */
    private static boolean isMistyped(String name) {
        return !COLUMNS.contains(name) && NearestName.near(name, COLUMNS).isPresent();
    }

    /** As many fields as columns: additional commas belong to the first field, so that a path needs no quotes. */
    LabelRow joined() {
        int more = fields.size() - columns.size();
        if (more <= 0) {
            return this;
        }
        List<String> joined = new ArrayList<>(fields.subList(more, fields.size()));
        joined.set(0, String.join(",", fields.subList(0, more + 1)));
        return new LabelRow(line, columns, joined);
    }

    boolean isWhole() {
        return fields.size() == columns.size();
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /** The field of a column; empty if the list has no such column. */
    String get(String column) {
        int at = columns.indexOf(column);
        return at < 0 ? "" : fields.get(at);
    }

    /** The row as text, for messages. */
    String shown() {
        return String.join(",", fields);
    }
}
