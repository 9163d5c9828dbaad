package org.spikelink.connectors.recordings.events;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The name and the first bytes of a file, which identify its format.
 *
 * @param name of the file; empty for a stream, which has none
 * @param text its first {@link #BYTES} as Latin-1 text, or fewer in a shorter file
 */
public record FileHead(String name, String text) {
    /** Number of bytes examined at the start of the file. */
    public static final int BYTES = 4096;

    public boolean startsWith(String magic) {
        return text.startsWith(magic);
    }

    /** Whether the name ends in one of these suffixes, ignoring case. */
    public boolean isNamed(List<String> suffixes) {
        String lower = name.toLowerCase(Locale.ROOT);
        return suffixes.stream().anyMatch(lower::endsWith);
    }

    /** The tool that decompresses the file, if it is compressed as a whole. */
    public Optional<String> compression() {
        return startsWith("(\u00B5/\u00FD")
                ? Optional.of("unzstd")
                : startsWith("\u001F\u008B")
                        ? Optional.of("gunzip")
                        : startsWith("\u00FD7zXZ") ? Optional.of("unxz") : Optional.empty();
    }

    /** Whether the file begins as text in UTF-16 does. */
    public boolean isUtf16() {
        return startsWith("\u00FF\u00FE") || startsWith("\u00FE\u00FF");
    }

    /** The first bytes in hexadecimal, for messages. */
    public String shown() {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(8).forEach(b -> shown.append(String.format(" %02x", b)));
        return shown.toString().strip();
    }
}
