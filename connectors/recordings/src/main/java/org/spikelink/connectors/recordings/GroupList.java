package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * Groups of recordings, such as the person each is of: a column of a list of recordings. The list names recordings as
 * {@link RecordingFiles#find} reads them: {@code file}, and where needed {@code series}, or {@code start_us} and {@code
 * end_us}, or {@code start_sample} and {@code end_sample}. A row without a series names all recordings of its file.
 */
public final class GroupList {
    private final Path list;
    private final String column;
    private final Map<Key, String> groups = new HashMap<>();

    /** What a row names; null for all series, or for the whole. The start is a time in µs, or a sample's number. */
    private record Key(Path file, String series, Long start) {}

    private GroupList(Path list, String column) {
        this.list = list;
        this.column = column;
    }

    /** Whether a file is a list that has a column of this name. */
    public static boolean hasColumn(Path list, String column) {
        return LabelList.isList(list) && columns(list).contains(column);
    }

    /** The columns of a list, in lower case; empty if it has no header. */
    public static List<String> columns(Path list) {
        return LabelList.header(list).orElse(List.of());
    }

    /**
     * The group of each recording.
     *
     * @param column of the list, in lower case
     * @throws RecordingException if the list has no such column, or does not name a recording
     */
    public static List<String> of(Path list, String column, List<Recording> recordings) {
        GroupList read = new GroupList(list, column);
        read.read();
        return recordings.stream().map(read::groupOf).toList();
    }

    private void read() {
        List<String> columns = columns(list);
        if (!columns.contains("file") || !columns.contains(column)) {
            throw new RecordingException(
                    list.toString(),
                    "its first line must name the columns, file and %s among them (got %s)"
                            .formatted(column, columns.isEmpty() ? "no header" : columns));
        }
        for (LabelRow given : LabelList.rows(list)) {
            LabelRow row = given.joined();
            if (!row.isWhole() || row.get("file").isEmpty() || row.get(column).isEmpty()) {
                throw new RecordingException(
                        list.toString(),
                        "line %d: must be %s (got '%s')"
                                .formatted(
                                        row.line(), String.join(",", row.columns()), row.shown()));
            }
            groups.put(key(row), row.get(column));
        }
    }

    private Key key(LabelRow row) {
        String series = row.has("series") ? row.get("series") : null;
        String start = row.get(row.has("start_sample") ? "start_sample" : "start_us");
        return new Key(
                normal(list.resolveSibling(row.get("file"))),
                series,
                start.matches("[0-9]{1,18}") ? Long.valueOf(start) : null);
    }

    /** A part of a series, which a list may also name by its file alone. */
    private static void addPart(List<Key> names, Path file, String series, long from) {
        names.add(new Key(file, series, from));
        names.add(new Key(file, null, from));
    }

    private static Path normal(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private String groupOf(Recording recording) {
        Path file = normal(recording.path());
        List<Key> names = new ArrayList<>();
        if (recording instanceof SeriesRecording of) {
            of.range()
                    .map(range -> (long) range.from())
                    .ifPresent(from -> addPart(names, file, of.series().name(), from));
            names.add(new Key(file, of.series().name(), null));
        } else if (recording instanceof RecordingFile part) {
            Optional<Long> start = part.range().map(TimeRange::startUs);
            start.ifPresent(us -> names.add(new Key(file, null, us)));
            part.options()
                    .streamIndex()
                    .ifPresent(n -> names.add(new Key(file, Integer.toString(n), null)));
        }
        names.add(new Key(file, null, null));
        return names.stream()
                .filter(groups::containsKey)
                .findFirst()
                .map(groups::get)
                .orElseThrow(
                        () ->
                                new RecordingException(
                                        list.toString(),
                                        "must name the %s of every recording (it lacks %s)"
                                                .formatted(column, recording.name())));
    }
}
