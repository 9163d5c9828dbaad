package org.spikelink.core.error;

/**
 * Makes text that others wrote (stream names, labels, headers of files, paths) safe for a terminal, a log or a
 * message: one line without control characters, of at most {@value #MOST_CHARS} characters.
 */
public final class Printable {
    /** Longer text is cut. */
    public static final int MOST_CHARS = 200;

    private Printable() {}

    /** The text with control characters escaped as {@code \u001b}, cut to {@value #MOST_CHARS} characters. */
    public static String of(String text) {
        return cut(text, MOST_CHARS);
    }

    /** The text with control characters escaped, cut to {@code most} characters; an ellipsis shows the cut. */
    public static String cut(String text, int most) {
        boolean isLong = text.codePointCount(0, Math.min(text.length(), 2 * most + 2)) > most;
        String start = isLong ? text.substring(0, text.offsetByCodePoints(0, most)) : text;
        return escaped(start) + (isLong ? "..." : "");
    }

    /** The whole text with control characters escaped, line breaks included. */
    public static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int codePoint) {
        if (isSafe(codePoint)) {
            safe.appendCodePoint(codePoint);
            return;
        }
        for (char c : Character.toChars(codePoint)) {
            safe.append("\\u").append(Character.forDigit(c >> 12, 16));
            safe.append(Character.forDigit(c >> 8 & 0xf, 16));
            safe.append(Character.forDigit(c >> 4 & 0xf, 16));
            safe.append(Character.forDigit(c & 0xf, 16));
        }
    }

    /** Whether a character neither controls a terminal nor changes the order or the lines of other text. */
    public static boolean isSafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
