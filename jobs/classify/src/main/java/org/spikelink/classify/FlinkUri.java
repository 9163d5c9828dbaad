package org.spikelink.classify;

import java.nio.file.Path;

/**
 * Local folders as Flink's URIs. Flink neither encodes nor decodes them: what follows {@code file:} is the path as it
 * is, with its spaces and percent signs.
 */
public final class FlinkUri {
    private static final String SCHEME = "file";

    private FlinkUri() {}

    /**
     * The URI of a local folder: {@code file:} and its absolute path.
     *
     * @throws IllegalArgumentException if Flink would read another path from it: it takes a backslash for a slash
     */
    public static String of(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        var uri = new org.apache.flink.core.fs.Path(SCHEME, null, absolute.toString());
        if (!Path.of(uri.getPath()).equals(absolute)) {
            throw new IllegalArgumentException(
                    "the path of a folder that Flink uses must not contain a backslash (got %s)"
                            .formatted(absolute));
        }
        return uri.toString();
    }

    /** Whether a URI names a local folder. */
    public static boolean isLocal(String uri) {
        return uri.startsWith(SCHEME + ":");
    }

    /** The folder that a local URI names. */
    public static Path folder(String uri) {
        return Path.of(new org.apache.flink.core.fs.Path(uri).getPath());
    }

    /**
     * Checks a URI.
     *
     * @throws IllegalArgumentException if Flink cannot use it
     */
    static String checked(String uri) {
        new org.apache.flink.core.fs.Path(uri);
        return uri;
    }
}
