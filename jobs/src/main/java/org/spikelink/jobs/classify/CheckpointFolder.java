package org.spikelink.jobs.classify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what a job can be restored from. */
final class CheckpointFolder {
    private static final String METADATA = "_metadata";

    private CheckpointFolder() {}

    /** A folder or URI as a URI. */
    static String uri(String folder) {
        return folder.contains("://") ? folder : ClassifyOptions.uri(Path.of(folder));
    }

    /**
     * What {@code --restore} means.
     *
     * @param from {@code latest}, or a folder or URI of a savepoint or checkpoint
     * @throws IllegalArgumentException if there is nothing to restore
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
            throw new IllegalArgumentException(
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
                                new IllegalArgumentException(
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
