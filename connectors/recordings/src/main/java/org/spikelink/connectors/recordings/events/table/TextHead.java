package org.spikelink.connectors.recordings.events.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spikelink.connectors.recordings.events.SensorSize;

/**
 * The beginning of a text file: comments, which begin with # or %, the names of the columns, the size of the sensor.
 *
 * @param size in a comment {@code %geometry:640,480}, or alone in the first line before others with more numbers
 * @param first the line with the names of the columns, or the first event; empty if there is none
 */
record TextHead(Optional<SensorSize> size, String first) {
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF"; // UTF-8 read as Latin-1
    private static final String NUMBER = "[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?";
    private static final String VALUE = "(" + NUMBER + "|(?i:true|false))";
    private static final Pattern GEOMETRY =
            Pattern.compile(
                    "(?m)^[#%]\\s*geometry\\s*[:=]?\\s*([0-9]{1,5})\\s*[,x ]\\s*([0-9]{1,5})");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})[,;\\s]+([0-9]{1,5})");

    static TextHead of(String text) {
        String plain =
                text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        List<String> lines = content(plain).limit(2).toList();
        if (lines.size() == 2
                && SIZE.matcher(lines.get(0)).matches()
                && fields(lines.get(1)).size() > 2) {
            return new TextHead(size(SIZE.matcher(lines.get(0))), lines.get(1));
        }
        return new TextHead(size(GEOMETRY.matcher(plain)), lines.isEmpty() ? "" : lines.get(0));
    }

    /** Lines that are neither empty nor comments, and comments that name the columns. */
    private static Stream<String> content(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .filter(line -> !isComment(line) || namesColumns(line.substring(1)))
                .map(line -> isComment(line) ? line.substring(1).strip() : line);
    }

    private static boolean isComment(String line) {
        return line.startsWith("#") || line.startsWith("%");
    }

    private static boolean namesColumns(String line) {
        return Columns.named(fields(line)).isPresent();
    }

    private static Optional<SensorSize> size(Matcher matcher) {
        return matcher.find()
                ? SensorSize.parse(matcher.group(1) + "x" + matcher.group(2))
                : Optional.empty();
    }

    /** The names of the columns, or the fields of the first event. */
    List<String> fields() {
        return fields(first);
    }

    /**
     * Fields separated by commas, semicolons or tabs, or else by blanks and tabs, without quotes and empty fields. A first empty
     * one stays: it has no name because it counts the lines.
     */
    private static List<String> fields(String line) {
        String separator = isSplitAtMarks(line) ? "[,;\\t]" : "\\s+";
        List<String> fields = new ArrayList<>();
        for (String field : line.split(separator, -1)) {
            String name = field.replace("\"", "").strip();
            if (!name.isEmpty() || (fields.isEmpty() && line.startsWith(","))) {
                fields.add(name);
            }
        }
        return fields;
    }

    /** Numbers may have blanks and tabs between them; names between tabs may hold blanks. */
    private static boolean isSplitAtMarks(String line) {
        return line.matches(".*[,;].*")
                || (line.contains("\t")
                        && !Stream.of(line.split("\\s+")).allMatch(f -> f.matches(VALUE)));
    }

    /** Whether the first line is an event of so many numbers; the last may be true or false. */
    boolean isNumbers(int count) {
        List<String> fields = fields();
        return fields.size() == count
                && fields.subList(0, count - 1).stream().allMatch(f -> f.matches(NUMBER))
                && fields.get(count - 1).matches(VALUE);
    }

    /** Whether fields are separated by blanks alone. */
    boolean isSeparatedByBlanks() {
        return !first.matches(".*[,;].*");
    }
}
