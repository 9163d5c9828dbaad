package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A list of recordings with their labels: a text file whose name ends in {@code .csv}, a line {@code file,label} each,
 * files relative to the list's folder. A first line {@code file,label} is a header; empty lines do not count.
 */
final class LabelList {
    private static final String HEADER = "file,label";

    private LabelList() {}

    static boolean isList(Path path) {
        return Files.isRegularFile(path)
                && path.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    static List<Recording> read(Path list) {
        List<Recording> recordings = new ArrayList<>();
        List<String> lines = lines(list);
        for (int n = 0; n < lines.size(); n++) {
            String line = lines.get(n).strip();
            boolean header = n == 0 && line.replace(" ", "").equalsIgnoreCase(HEADER);
            if (!header && !line.isEmpty()) {
                recordings.addAll(recordings(list, n + 1, line));
            }
        }
        return recordings;
    }

    private static List<Recording> recordings(Path list, int number, String line) {
        int comma = line.lastIndexOf(',');
        String file = comma < 0 ? "" : line.substring(0, comma).strip();
        String label = line.substring(comma + 1).strip();
        if (file.isEmpty() || label.isEmpty()) {
            throw broken(list, number, "must be file,label (got '" + line + "')", null);
        }
        try {
            Path path = list.resolveSibling(file);
            if (!Files.isRegularFile(path)) {
                throw broken(list, number, "there is no such file: " + path, null);
            }
            return RecordingFiles.in(path, file.replace('\\', '/'), Optional.of(label));
        } catch (InvalidPathException e) {
            throw broken(list, number, "no file can be named '" + file + "'", e);
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
                    "cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static RecordingException broken(Path list, int line, String what, Exception cause) {
        return new RecordingException(
                list.toString(), RecordingException.NO_OFFSET, "line " + line + ": " + what, cause);
    }
}
