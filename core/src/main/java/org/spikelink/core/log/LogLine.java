package org.spikelink.core.log;

import java.util.regex.Pattern;

/**
 * An event as {@code key=value} pairs in one line, whatever the values hold: quoted and escaped where they are more than a
 * word, and cut where they are long.
 */
public final class LogLine {
    private static final int MOST_CHARS = 300;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/@+-]{1," + MOST_CHARS + "}");

    private final StringBuilder text = new StringBuilder("event=");

    private LogLine(String event) {
        text.append(event);
    }

    /** A line that begins with {@code event}, a word. */
    public static LogLine of(String event) {
        return new LogLine(event);
    }

    /** Adds a pair; {@code key} is a word, {@code value} may be anything, of which null is told as such. */
    public LogLine with(String key, Object value) {
        text.append(' ').append(key).append('=');
        String shown = String.valueOf(value);
        if (WORD.matcher(shown).matches()) {
            text.append(shown);
        } else {
            quote(shown);
        }
        return this;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < Math.min(value.length(), MOST_CHARS); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (breaksLines(c)) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append(value.length() > MOST_CHARS ? "...\"" : "\"");
    }

    private static boolean breaksLines(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
