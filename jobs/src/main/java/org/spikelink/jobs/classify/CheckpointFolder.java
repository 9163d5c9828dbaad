package org.spikelink.jobs.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a job's checkpoints lie, and what it can be restored from. */
public final class CheckpointFolder {
    private static final String METADATA = "_metadata";

    /** {@code s3://}, and {@code file:/} with one slash, as Flink names savepoints; no letter of a drive. */
    private static final Pattern URI_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

    private CheckpointFolder() {}

    /** A folder or URI as a URI. */
    public static String uri(String folder) {
        return URI_START.matcher(folder).lookingAt()
                ? folder
                : ClassifyOptions.uri(Path.of(folder));
    }

    /**
     * A job's own folder in a folder or URI of checkpoints, so that jobs that share one do not take each other's.
     *
     * @throws IllegalArgumentException if {@code folder} is no URI
     */
    static String uri(String folder, String jobName) {
        String uri = uri(folder);
        URI parsed = URI.create(uri);
        return parsed + (uri.endsWith("/") ? "" : "/") + jobName;
    }

    /**
     * What {@code --restore} means.
     *
     * @param from {@code latest}, or a folder or URI of a savepoint or checkpoint
     * @param checkpoints the job's own folder
     * @throws IllegalArgumentException if {@code latest} is meant where it cannot be found
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
        if (uri.startsWith("file:") && !Files.exists(Path.of(URI.create(uri)).resolve(METADATA))) {
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
        if (!checkpoints.startsWith("file:")) {
            throw new IllegalArgumentException(
                    "--restore latest can only search a local --checkpoint-dir: name the checkpoint (got "
                            + checkpoints
                            + ")");
        }
        Path folder = Path.of(URI.create(checkpoints));
        return completed(folder)
                .map(ClassifyOptions::uri)
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
