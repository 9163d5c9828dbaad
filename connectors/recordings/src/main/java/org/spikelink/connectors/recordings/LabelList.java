package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.connectors.recordings.series.SeriesFiles;
import org.spikelink.core.model.FileFailure;

/**
 * A list of recordings with their labels: a text file whose name ends in {@code .csv}, a line {@code file,label} each,
 * files relative to the list's folder. Below the header {@code file,series,label} a line names one series of a file; its
 * label is empty where each sample has its own. A first line {@code file,label} is a header too; empty lines do not
 * count. What holds a comma may stand in double quotes ({@link CsvLine}).
 */
final class LabelList {
    private static final String HEADER = "file,label";
    private static final String SERIES_HEADER = "file,series,label";

    private final Path list;
    private final Map<String, Map<String, Series>> files =
            new HashMap<>(); // series by name, of files read so far

    private LabelList(Path list) {
        this.list = list;
    }

    static boolean isList(Path path) {
        return Files.isRegularFile(path)
                && path.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    static List<Recording> read(Path list) {
        return new LabelList(list).recordings();
    }

    private List<Recording> recordings() {
        List<Recording> recordings = new ArrayList<>();
        List<String> lines = lines(list);
        String first =
                lines.isEmpty() ? "" : lines.get(0).replace(" ", "").toLowerCase(Locale.ROOT);
        boolean namesSeries = first.equals(SERIES_HEADER);
        for (int n = namesSeries || first.equals(HEADER) ? 1 : 0; n < lines.size(); n++) {
            String line = lines.get(n).strip();
            if (!line.isEmpty()) {
                recordings.addAll(namesSeries ? List.of(series(n + 1, line)) : file(n + 1, line));
            }
        }
        return recordings;
    }

    private List<Recording> file(int number, String line) {
        List<String> fields = CsvLine.fields(line, 2);
        if (fields.size() != 2 || fields.contains("")) {
            throw broken(number, "must be file,label (got '" + line + "')", null);
        }
        String file = fields.get(0);
        String label = fields.get(1);
        return RecordingFiles.in(path(number, file), named(file), Optional.of(label));
    }

    private Recording series(int number, String line) {
        List<String> fields = CsvLine.fields(line, 3);
        if (fields.size() != 3 || fields.get(0).isEmpty()) {
            throw broken(number, "must be file,series,label (got '" + line + "')", null);
        }
        String file = fields.get(0);
        String name = fields.get(1);
        String label = fields.get(2);
        Path path = path(number, file);
        if (!SeriesFiles.isSeries(path)) {
            throw broken(number, "must name a file of series (got '" + file + "')", null);
        }
        Series series = files.computeIfAbsent(file, f -> byName(path)).get(name);
        if (series == null) {
            throw broken(number, "%s has no series '%s'".formatted(path, name), null);
        }
        if (label.isEmpty() && !series.isPerStep()) {
            throw broken(number, "must have a label (got '" + line + "')", null);
        }
        return new SeriesRecording(
                path,
                name.isEmpty() ? named(file) : named(file) + "/" + name,
                series.isPerStep() ? Optional.empty() : Optional.of(label),
                series);
    }

    private static Map<String, Series> byName(Path path) {
        Map<String, Series> byName = new HashMap<>();
        SeriesFiles.read(path).forEach(series -> byName.put(series.name(), series));
        return byName;
    }

    private static String named(String file) {
        return file.replace('\\', '/');
    }

    private Path path(int number, String file) {
        try {
            Path path = list.resolveSibling(file);
            if (!Files.isRegularFile(path)) {
                throw broken(number, "there is no such file: " + path, null);
            }
            return path;
        } catch (InvalidPathException e) {
            throw broken(number, "no file can be named '" + file + "'", e);
        }
    }

    private static List<String> lines(Path list) {
        try {
            return Files.readAllLines(list);
        } catch (CharacterCodingException e) {
            throw new RecordingException(
                    list.toString(), RecordingException.NO_OFFSET, "must be text in UTF-8", e);
        } catch (IOException e) {
            throw new RecordingException(
                    list.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
        }
    }

    private RecordingException broken(int line, String what, Exception cause) {
        return new RecordingException(
                list.toString(), RecordingException.NO_OFFSET, "line " + line + ": " + what, cause);
    }
}
