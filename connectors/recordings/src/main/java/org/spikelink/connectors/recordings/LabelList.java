package org.spikelink.connectors.recordings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.FileFailure;

/**
 * A list of recordings with their labels: a text file whose name ends in {@code .csv}, a row {@code file,label} for
 * each, files relative to the list's folder. A header names the columns, in any order: {@code file}, {@code label} and,
 * where a row is one series of a file, {@code series}; its label is empty where each sample has its own. With {@code
 * start_us} and {@code end_us}, a row is the part of a file of events from one sensor time to another; with {@code start_sample} and
 * {@code end_sample}, the part of a series from one sample to another, counted from 0. Other columns are
 * for {@link GroupList}. Without a header the columns are {@code file,label}. Fields with commas are enclosed in double quotes, as in RFC 4180; empty lines
 * are ignored.
 */
final class LabelList {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setIgnoreSurroundingSpaces(true)
                    .setIgnoreEmptyLines(true)
                    .get();
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Path list;
    private final Map<String, Map<String, Series>> files =
            new HashMap<>(); // series by name, for each file read so far

    private final OpenOptions options;
    private List<String> header; // null without one

    private LabelList(Path list, OpenOptions options) {
        this.list = list;
        this.options = options;
    }

    static boolean isList(Path path) {
        return Files.isRegularFile(path)
                && path.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                && !Recordings.holdsEvents(path);
    }

    static List<Recording> read(Path list, OpenOptions options) {
        return new LabelList(list, options).recordings();
    }

    private List<Recording> recordings() {
        List<Recording> recordings = new ArrayList<>();
        for (LabelRow row : rows()) {
            if (!row.has("label")) {
                throw mustNameColumns();
            }
            recordings.addAll(row.has("series") ? List.of(series(row)) : file(row));
        }
        return recordings;
    }

    /** The rows of a list. */
    static List<LabelRow> rows(Path list) {
        return new LabelList(list, OpenOptions.NONE).rows();
    }

    /** The names of the columns; empty if the first line is not a header. */
    static Optional<List<String>> header(Path list) {
        LabelList read = new LabelList(list, OpenOptions.NONE);
        read.rows();
        return Optional.ofNullable(read.header);
    }

    private List<LabelRow> rows() {
        List<LabelRow> rows = new ArrayList<>();
        try (BufferedReader text = Files.newBufferedReader(list)) {
            skipByteOrderMark(text);
            CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
            List<String> columns = LabelRow.PLAIN;
            for (CSVRecord record : parser) {
                Optional<List<String>> header =
                        record.getRecordNumber() == 1
                                ? LabelRow.header(record.toList())
                                : Optional.empty();
                if (header.isPresent()) {
                    columns = header.get();
                    this.header = columns;
                } else {
                    rows.add(new LabelRow(parser.getCurrentLineNumber(), columns, record.toList()));
                }
            }
            return rows;
        } catch (CharacterCodingException e) {
            throw unreadable("must be text in UTF-8", e);
        } catch (IOException | UncheckedIOException e) {
            boolean system = e instanceof FileSystemException;
            throw unreadable(
                    system
                            ? "cannot be read: " + FileFailure.reason((IOException) e)
                            : "must be comma-separated values: " + reason(e),
                    e);
        }
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
    }

    private List<Recording> file(LabelRow given) {
        LabelRow row = given.joined();
        if (!row.isWhole()
                || row.get("label").isEmpty()
                || (row.has("file") && row.get("file").isEmpty())) {
            throw mustBe(row);
        }
        String file = row.has("file") ? row.get("file") : fileOfTheList(row);
        Path path = path(row, file);
        if (row.has("start_us")) {
            return List.of(segment(row, path, named(file)));
        }
        if (row.has("start_sample")) {
            return List.of(part(row, onlySeries(row, path, named(file))));
        }
        Optional<String> label = Optional.of(row.get("label"));
        return SegmentLabels.of(path).isEmpty()
                ? RecordingFiles.in(path, named(file), label, options)
                : List.of(new RecordingFile(path, named(file), label, options, Optional.empty()));
    }

    private String fileOfTheList(LabelRow row) {
        if (!SegmentLabels.isNamed(list)) {
            throw broken(
                    row,
                    "without the column file, the list must be named NAME_labels.csv beside NAME.aedat",
                    null);
        }
        return SegmentLabels.recording(list).getFileName().toString();
    }

    private Recording segment(LabelRow row, Path path, String name) {
        if (SeriesFiles.isSeries(path)) {
            throw broken(
                    row,
                    "start_us and end_us need a file of events (got '"
                            + Printable.of(name)
                            + "'); parts of series have start_sample and end_sample",
                    null);
        }
        try {
            return RecordingFiles.segment(row, path, name, options);
        } catch (IllegalArgumentException e) {
            throw broken(row, e.getMessage(), e);
        }
    }

    private SeriesRecording onlySeries(LabelRow row, Path path, String name) {
        List<Recording> found =
                SeriesFiles.isSeries(path)
                        ? RecordingFiles.in(path, name, Optional.of(row.get("label")), options)
                        : List.of();
        if (found.size() != 1) {
            throw broken(
                    row,
                    "start_sample and end_sample need a file of one series, or the column series (got '%s' with %d)"
                            .formatted(name, found.size()),
                    null);
        }
        SeriesRecording only = (SeriesRecording) found.get(0);
        return only.series().isPerStep()
                ? only
                : new SeriesRecording(
                        path, only.name(), Optional.of(row.get("label")), only.series());
    }

    /** The part of a series that a row names; the whole if it names none. */
    private SeriesRecording part(LabelRow row, SeriesRecording whole) {
        if (row.has("start_us")) {
            throw broken(
                    row,
                    "start_us and end_us need a file of events (got '"
                            + Printable.of(row.get("file"))
                            + "'); parts of series have start_sample and end_sample",
                    null);
        }
        if (!row.has("start_sample")) {
            return whole;
        }
        try {
            SampleRange range =
                    new SampleRange(sample(row, "start_sample"), sample(row, "end_sample"));
            return new SeriesRecording(
                    whole.path(),
                    whole.name() + "/" + range,
                    whole.label(),
                    range.of(whole.series()),
                    Optional.of(range));
        } catch (IllegalArgumentException e) {
            throw broken(row, e.getMessage(), e);
        }
    }

    private static int sample(LabelRow row, String column) {
        String value = row.get(column);
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(
                    column + " must be the number of a sample (got '" + value + "')");
        }
        return Integer.parseInt(value);
    }

    private Recording series(LabelRow given) {
        LabelRow row = given.joined();
        if (!row.isWhole() || row.get("file").isEmpty()) {
            throw mustBe(row);
        }
        String file = row.get("file");
        String name = row.get("series");
        Path path = path(row, file);
        if (Recordings.isHdf5(path, options) && name.matches("[0-9]{1,8}")) {
            return train(row, path, named(file) + "/" + name, Integer.parseInt(name));
        }
        if (!SeriesFiles.isSeries(path)) {
            throw broken(
                    row, "must name a file of series (got '" + Printable.of(file) + "')", null);
        }
        Series series = files.computeIfAbsent(file, f -> byName(path)).get(name);
        if (series == null) {
            throw broken(row, "%s has no series '%s'".formatted(path, Printable.of(name)), null);
        }
        if (row.get("label").isEmpty() && !series.isPerStep()) {
            throw broken(row, "must have a label (got '" + row.shown() + "')", null);
        }
        return part(
                row,
                new SeriesRecording(
                        path,
                        name.isEmpty() ? named(file) : named(file) + "/" + name,
                        series.isPerStep() ? Optional.empty() : Optional.of(row.get("label")),
                        series));
    }

    /** One of the recordings in a file of spike trains, or a part of it. */
    private Recording train(LabelRow row, Path path, String name, int index) {
        if (row.has("start_us")) {
            try {
                return RecordingFiles.segment(row, path, name, options.withStreamIndex(index));
            } catch (IllegalArgumentException e) {
                throw broken(row, e.getMessage(), e);
            }
        }
        return new RecordingFile(
                path,
                name,
                Optional.of(row.get("label")).filter(label -> !label.isEmpty()),
                options.withStreamIndex(index),
                Optional.empty());
    }

    private static Map<String, Series> byName(Path path) {
        Map<String, Series> byName = new HashMap<>();
        SeriesFiles.read(path).forEach(series -> byName.put(series.name(), series));
        return byName;
    }

    private static String named(String file) {
        return file.replace('\\', '/');
    }

    private Path path(LabelRow row, String file) {
        try {
            Path path = list.resolveSibling(file);
            if (!Files.isRegularFile(path)) {
                throw broken(row, "there is no such file: " + Printable.of(path.toString()), null);
            }
            return path;
        } catch (InvalidPathException e) {
            throw broken(row, "not a valid file name: '" + Printable.of(file) + "'", e);
        }
    }

    private RecordingException mustNameColumns() {
        return unreadable(
                "its header must name the columns file and label (got %s)".formatted(header), null);
    }

    private RecordingException mustBe(LabelRow row) {
        String rule = "must be " + String.join(",", row.columns());
        return broken(row, rule + " (got '" + row.shown() + "')", null);
    }

    private RecordingException broken(LabelRow row, String what, Exception cause) {
        return unreadable("line " + row.line() + ": " + what, cause);
    }

    private RecordingException unreadable(String what, Exception cause) {
        return new RecordingException(list.toString(), RecordingException.NO_OFFSET, what, cause);
    }
}
