package org.spikelink.connectors.recordings;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a line of comma-separated values. One that holds commas or quotes may stand in double quotes, and quotes
 * within it are doubled, as RFC 4180 says; without any quoted field commas of the first one are its own, so that paths
 * need none.
 */
public final class CsvLine {
    private CsvLine() {}

    /** A line of these fields, quoted where they must be. */
    public static String of(List<String> fields) {
        return String.join(",", fields.stream().map(CsvLine::quoted).toList());
    }

    private static String quoted(String field) {
        boolean plain =
                field.indexOf(',') < 0 && field.indexOf('"') < 0 && field.equals(field.strip());
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    /** The fields of a line that should have {@code count}, stripped where they are not quoted; others if it has not. */
    static List<String> fields(String line, int count) {
        boolean quoted = line.startsWith("\"") || line.matches(".*,\\s*\".*");
        return quoted ? quotedFields(line) : plainFields(line, count);
    }

    private static List<String> plainFields(String line, int count) {
        List<String> fields = new ArrayList<>();
        int end = line.length();
        while (fields.size() < count - 1) {
            int comma = line.lastIndexOf(',', end - 1);
            if (comma < 0) {
                return List.of(line);
            }
            fields.add(0, line.substring(comma + 1, end).strip());
            end = comma;
        }
        fields.add(0, line.substring(0, end).strip());
        return fields;
    }

    private static List<String> quotedFields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inside = false;
        boolean quoted = false;
        for (int n = 0; n < line.length(); n++) {
            char c = line.charAt(n);
            if (inside && c == '"' && line.startsWith("\"\"", n)) {
                field.append(line.charAt(++n));
            } else if (inside && c == '"') {
                inside = false;
            } else if (!inside && c == ',') {
                fields.add(quoted ? field.toString() : field.toString().strip());
                field.setLength(0);
                quoted = false;
            } else if (!inside && c == '"' && field.toString().isBlank()) {
                field.setLength(0);
                inside = true;
                quoted = true;
            } else if (inside || !quoted) {
                field.append(c);
            }
        }
        fields.add(quoted ? field.toString() : field.toString().strip());
        return inside ? List.of(line) : fields;
    }
}
