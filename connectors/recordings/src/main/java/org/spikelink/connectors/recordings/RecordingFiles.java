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
import org.spikelink.connectors.recordings.series.SeriesFiles;
import org.spikelink.core.model.FileFailure;

/**
 * The recordings in a file, below a folder, or in a list. A file counts as a recording of events by the end of its name,
 * also where its format is not supported yet, so that reading it says so instead of nothing; files of series are read.
 *
 * @param recordings sorted by name, those of one file in its order
 * @param skipped files that are no recordings: of other names, or hidden
 */
public record RecordingFiles(List<Recording> recordings, int skipped) {
    public RecordingFiles {
        recordings = List.copyOf(recordings);
    }

    /**
     * Searches a folder and all below it, links followed; a list of files with labels ({@link LabelList}); of another
     * file, what it holds.
     *
     * @throws RecordingException where there is no such file, a folder cannot be read, or a list or file of series is
     *     broken
     */
    public static RecordingFiles find(Path root) {
        if (LabelList.isList(root)) {
            return new RecordingFiles(LabelList.read(root), 0);
        }
        if (Files.isRegularFile(root)) {
            String name = root.getFileName().toString();
            return new RecordingFiles(in(root, name, Optional.empty()), 0);
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
                    "cannot be searched: " + FileFailure.where(e),
                    e);
        }
    }

    /** What one file holds, whatever its name. */
    static List<Recording> in(Path file, String name, Optional<String> label) {
        if (!SeriesFiles.isSeries(file)) {
            return List.of(new RecordingFile(file, name, label));
        }
        return SeriesFiles.read(file).stream()
                .map(
                        series ->
                                (Recording)
                                        new SeriesRecording(
                                                file,
                                                series.name().isEmpty()
                                                        ? name
                                                        : name + "/" + series.name(),
                                                series.isPerStep()
                                                        ? Optional.empty()
                                                        : series.label().or(() -> label),
                                                series))
                .toList();
    }

    private static RecordingFiles of(Path root, List<Path> paths) {
        List<Path> found =
                paths.stream()
                        .filter(path -> isRecording(root.relativize(path)))
                        .sorted(Comparator.comparing(path -> name(root.relativize(path))))
                        .toList();
        List<Recording> recordings = new ArrayList<>();
        for (Path path : found) {
            Path below = root.relativize(path);
            recordings.addAll(in(path, name(below), label(below)));
        }
        return new RecordingFiles(recordings, paths.size() - found.size());
    }

    private static boolean isRecording(Path below) {
        String name = below.getFileName().toString();
        boolean hidden =
                StreamSupport.stream(below.spliterator(), false)
                        .anyMatch(part -> part.toString().startsWith("."));
        return !hidden
                && (RecordingFormat.ofName(name).isPresent() || SeriesFiles.isFoundInFolders(name));
    }

    private static String name(Path below) {
        return below.toString().replace(below.getFileSystem().getSeparator(), "/");
    }

    private static Optional<String> label(Path below) {
        return Optional.ofNullable(below.getParent())
                .map(parent -> parent.getFileName().toString());
    }
}
