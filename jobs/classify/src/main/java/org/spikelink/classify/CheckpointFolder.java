package org.spikelink.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spikelink.core.io.UserPath;

/** Where a job's checkpoints are stored, and what it can be restored from. */
public final class CheckpointFolder {
    private static final String METADATA = "_metadata";

    /** {@code s3://}, and {@code file:/} with one slash, as Flink names savepoints; not a drive letter. */
    private static final Pattern URI_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

    private CheckpointFolder() {}

    /** Converts a folder or URI to a URI. */
    public static String uri(String folder) {
        return URI_START.matcher(folder).lookingAt() ? folder : FlinkUri.of(UserPath.of(folder));
    }

    /** A folder as an absolute path; a URI as it is. */
    static String absolute(String folder) {
        return URI_START.matcher(folder).lookingAt()
                ? folder
                : UserPath.of(folder).toAbsolutePath().toString();
    }

    /**
     * A job's own folder within a checkpoint folder or URI, so that jobs that share one do not restore each other's
     * checkpoints.
     *
     * @throws IllegalArgumentException if {@code folder} is not a URI
     */
    static String uri(String folder, String jobName) {
        String uri = uri(folder);
        return FlinkUri.checked(uri) + (uri.endsWith("/") ? "" : "/") + jobName;
    }

    /**
     * The URI of the savepoint or checkpoint that {@code --restore} selects.
     *
     * @param from {@code latest}, or a folder or URI of a savepoint or checkpoint
     * @param checkpoints the job's own folder
     * @throws IllegalArgumentException if {@code latest} is used with a folder that cannot be searched
     * @throws NothingToRestoreException if there is nothing to restore
     */
    static String restore(String from, Optional<String> checkpoints) {
        if (from.equals("latest")) {
            return latest(
                    checkpoints.orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "--restore latest needs --checkpoint-dir")));
        }
        String uri = uri(from);
        if (FlinkUri.isLocal(uri) && !Files.exists(FlinkUri.folder(uri).resolve(METADATA))) {
            throw new NothingToRestoreException(
                    "--restore must name a savepoint or checkpoint, which holds a file "
                            + METADATA
                            + " (got "
                            + from
                            + ")");
        }
        return uri;
    }

    private static String latest(String checkpoints) {
        if (!FlinkUri.isLocal(checkpoints)) {
            throw new IllegalArgumentException(
                    "--restore latest can only search a local --checkpoint-dir: name the checkpoint (got "
                            + checkpoints
                            + ")");
        }
        Path folder = FlinkUri.folder(checkpoints);
        return completed(folder)
                .map(FlinkUri::of)
                .orElseThrow(
                        () ->
                                new NothingToRestoreException(
                                        "--restore latest: no completed checkpoint in " + folder));
    }

    private static Optional<Path> completed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder, 3)) {
            return files.filter(file -> file.endsWith(METADATA))
                    .max(Comparator.comparing(CheckpointFolder::modified))
                    .map(Path::getParent);
        } catch (IOException | UncheckedIOException e) {
            throw new NothingToRestoreException(
                    "--restore latest: " + folder + " cannot be searched (" + e.getMessage() + ")",
                    e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
