package org.spikelink.connectors.recordings.io.numpy;

import java.util.regex.Pattern;

/** The text of an array's header, a Python dictionary. */
public final class NpyText {
    /** Python 2 marked texts and sizes: {@code u't'}, {@code 6L}. */
    private static final Pattern UNICODE = Pattern.compile("\\bu(?=')");

    private NpyText() {}

    /** The header with single quotes and without the marks of Python 2. */
    public static String plain(String header) {
        return UNICODE.matcher(header.replace('"', '\'')).replaceAll("");
    }
}
