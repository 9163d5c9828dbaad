package org.spikelink.core.log;

import java.util.regex.Pattern;
import org.spikelink.core.error.Printable;

/**
 * An event as {@code key=value} pairs in one line. Values that are more than a word are quoted, escaped and cut as
 * {@link Printable} does.
 */
public final class LogLine {
    private static final Pattern WORD =
            Pattern.compile("[A-Za-z0-9._:/@+-]{1," + Printable.MOST_CHARS + "}");

    private final StringBuilder text = new StringBuilder("event=");

    private LogLine(String event) {
        text.append(event);
    }

    /** A line that begins with {@code event}, a word. */
    public static LogLine of(String event) {
        return new LogLine(event);
    }

    /** Adds a pair; {@code key} is a word, {@code value} may be anything, null included. */
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
        String shown = Printable.of(value.replace("\\", "\\\\").replace("\"", "\\\""));
        text.append('"').append(shown).append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
