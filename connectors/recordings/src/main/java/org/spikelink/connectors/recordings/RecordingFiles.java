package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The recordings below a folder. A file counts as one by the end of its name, also where its format is not supported
 * yet, so that reading it says so instead of nothing.
 *
 * @param files sorted by name
 * @param skipped files that are no recordings: of other names, or hidden
 */
public record RecordingFiles(List<RecordingFile> files, int skipped) {
    public RecordingFiles {
        files = List.copyOf(files);
    }

    /**
     * Searches a folder and all below it, links followed; of a file, the file itself, whatever its name.
     *
     * @throws RecordingException where there is no such file, or a folder cannot be read
     */
    public static RecordingFiles find(Path root) {
        if (Files.isRegularFile(root)) {
            String name = root.getFileName().toString();
            return new RecordingFiles(List.of(new RecordingFile(root, name, Optional.empty())), 0);
        }
        if (!Files.exists(root)) {
            throw new RecordingException(root.toString(), "there is no such file or folder");
        }
        try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return of(root, paths.filter(Files::isRegularFile).toList());
        } catch (IOException | UncheckedIOException e) {
            throw new RecordingException(
                    root.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be searched: " + e.getMessage(),
                    e);
        }
    }

    private static RecordingFiles of(Path root, List<Path> paths) {
        List<RecordingFile> files = new ArrayList<>();
        for (Path path : paths) {
            Path below = root.relativize(path);
            if (!isHidden(below) && RecordingFormat.ofName(path.toString()).isPresent()) {
                files.add(new RecordingFile(path, name(below), label(below)));
            }
        }
        files.sort(Comparator.comparing(RecordingFile::name));
        return new RecordingFiles(files, paths.size() - files.size());
    }

    private static boolean isHidden(Path below) {
        return StreamSupport.stream(below.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    private static String name(Path below) {
        return below.toString().replace(below.getFileSystem().getSeparator(), "/");
    }

    private static Optional<String> label(Path below) {
        return Optional.ofNullable(below.getParent())
                .map(parent -> parent.getFileName().toString());
    }
}
