package org.spikelink.core.io;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A path that a user wrote, in an option or a configuration file. A shell expands {@code ~} only at the start of a
 * word: not in {@code --dir=~/x}, and never in a file.
 */
public final class UserPath {
    /** What Java reads where a name's bytes are no text of the locale. */
    private static final char REPLACEMENT = '\uFFFD';

    private UserPath() {}

    /**
     * The path, with {@code ~} at its start replaced by the user's home folder.
     *
     * @throws IllegalArgumentException if it is empty, if it names another user's home, as {@code ~ada/x} does, or if it is no path
     *     in this locale
     */
    public static Path of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a path must not be empty");
        }
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new IllegalArgumentException(
                    "a path must be readable text in this locale; set LC_ALL=C.UTF-8 or rename the file (got %s)"
                            .formatted(text));
        }
        try {
            return Path.of(expanded(text));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "a path must be valid in this locale (%s)".formatted(e.getMessage()), e);
        }
    }

    private static String expanded(String text) {
        if (!text.startsWith("~")) {
            return text;
        }
        if (text.length() > 1 && text.charAt(1) != '/') {
            throw new IllegalArgumentException(
                    "a path must not start with another user's home; write ./%1$s for a name that starts with ~ (got %1$s)"
                            .formatted(text));
        }
        return System.getProperty("user.home") + text.substring(1);
    }
}
