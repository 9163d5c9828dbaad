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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.hdf5.Hdf5Format;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.FileFailure;

/**
 * The recordings in a file, below a folder, or in a list. Files are recognized as recordings of events by their
 * suffix, text and NumPy files by their content; files of series are read.
 *
 * @param recordings sorted by name, those of one file in its order
 * @param skipped files that are not recordings, or cannot be read
 */
public record RecordingFiles(List<Recording> recordings, SkippedFiles skipped) {
    /** What Java reads where a name's bytes are no text of the locale. */
    private static final char REPLACEMENT = '\uFFFD';

    public RecordingFiles {
        recordings = List.copyOf(recordings);
    }

    /**
     * Finds the recordings in a folder and its subfolders (links are followed), in a list of files with labels
     * ({@link LabelList}), or in another file.
     *
     * @throws RecordingException if the file does not exist, a folder cannot be read, or a list or file of series is
     *     invalid
     */
    public static RecordingFiles find(Path root) {
        return find(root, OpenOptions.NONE);
    }

    /**
     * Finds the recordings as {@link #find(Path)} does; all files of events are opened with the options.
     *
     * @throws RecordingException also if {@code strict} is set, and a folder holds other files than recordings
     */
    public static RecordingFiles find(Path root, OpenOptions options) {
        if (LabelList.isList(root)) {
            return new RecordingFiles(LabelList.read(root, options), new SkippedFiles());
        }
        if (Files.isRegularFile(root)) {
            String name = root.getFileName().toString();
            return new RecordingFiles(
                    in(root, name, Optional.empty(), options), new SkippedFiles());
        }
        if (!Files.exists(root)) {
            throw new RecordingException(
                    root.toString(),
                    root.isAbsolute()
                            ? "there is no such file or folder"
                            : "there is no such file or folder in " + Path.of("").toAbsolutePath());
        }
        try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
            return of(root, paths.filter(Files::isRegularFile).toList(), options);
        } catch (IOException | UncheckedIOException e) {
            throw new RecordingException(
                    root.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be searched: " + FileFailure.where(e),
                    e);
        }
    }

    /** The recordings in one file, whatever its name. */
    static List<Recording> in(Path file, String name, Optional<String> label, OpenOptions options) {
        if (options.format().isPresent() || !SeriesFiles.isSeries(file)) {
            return events(file, name, label, options);
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

    /** A file of events, or each of the recordings in a file of spike trains. */
    private static List<Recording> events(
            Path file, String name, Optional<String> label, OpenOptions options) {
        int trains =
                options.streamIndex().isEmpty() && Recordings.isHdf5(file, options)
                        ? Hdf5Format.trains(file)
                        : 0;
        if (trains == 0) {
            List<Recording> segments =
                    SegmentLabels.of(file).stream()
                            .map(row -> listed(row, file, name, options))
                            .toList();
            return segments.isEmpty()
                    ? List.of(new RecordingFile(file, name, label, options, Optional.empty()))
                    : segments;
        }
        Optional<List<String>> labels = Hdf5Format.labels(file);
        return IntStream.range(0, trains)
                .mapToObj(
                        n ->
                                (Recording)
                                        new RecordingFile(
                                                file,
                                                name + "/" + n,
                                                labels.map(l -> l.get(n)).or(() -> label),
                                                options.withStreamIndex(n),
                                                Optional.empty()))
                .toList();
    }

    private static Recording listed(LabelRow row, Path file, String name, OpenOptions options) {
        try {
            return segment(row, file, name, options);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(
                    file.toString(),
                    "line %d of its list of labels: %s".formatted(row.line(), e.getMessage()));
        }
    }

    /** The part of a file that a row of a list names; {@link IllegalArgumentException} if it names none. */
    static Recording segment(LabelRow row, Path file, String name, OpenOptions options) {
        TimeRange range = new TimeRange(us(row, "start_us"), us(row, "end_us"));
        return new RecordingFile(
                file,
                name + "/" + range,
                Optional.of(row.get("label")),
                options,
                Optional.of(range));
    }

    private static long us(LabelRow row, String column) {
        String value = row.get(column);
        if (!value.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    column + " must be a number of microseconds (got '" + value + "')");
        }
        return Long.parseLong(value);
    }

    private static RecordingFiles of(Path root, List<Path> paths, OpenOptions options) {
        SkippedFiles skipped = new SkippedFiles();
        List<Path> sorted =
                paths.stream()
                        .sorted(Comparator.comparing(path -> name(root.relativize(path))))
                        .toList();
        List<Recording> recordings = new ArrayList<>();
        for (Path path : sorted) {
            Path below = root.relativize(path);
            Optional<SkippedFiles.Reason> reason = reasonToSkip(path, below);
            if (reason.isPresent()) {
                skipped.add(reason.get(), name(below));
            } else if (!SegmentLabels.isNamed(path)) {
                checkName(root, below);
                try {
                    recordings.addAll(in(path, name(below), label(below), options));
                } catch (RecordingException e) {
                    skipped.addUnreadable(e);
                }
            }
        }
        if (options.strict()) {
            skipped.check(root.toString());
        }
        return new RecordingFiles(recordings, skipped);
    }

    /** Several names that this locale cannot read would be one label. */
    private static void checkName(Path root, Path below) {
        if (below.toString().indexOf(REPLACEMENT) >= 0) {
            throw new RecordingException(
                    root.toString(),
                    "names of folders and files must be readable text in this locale; set LC_ALL=C.UTF-8 or rename (got %s)"
                            .formatted(Printable.of(below.toString())));
        }
    }

    private static Optional<SkippedFiles.Reason> reasonToSkip(Path path, Path below) {
        String name = below.getFileName().toString();
        boolean hidden =
                StreamSupport.stream(below.spliterator(), false)
                        .anyMatch(part -> part.toString().startsWith("."));
        boolean recording =
                Recordings.isNamedAsRecording(name)
                        || SeriesFiles.isFoundInFolders(name)
                        || SegmentLabels.isNamed(path)
                        || Recordings.holdsEvents(path);
        return hidden
                ? Optional.of(SkippedFiles.Reason.HIDDEN)
                : recording ? Optional.empty() : Optional.of(SkippedFiles.Reason.OTHER);
    }

    private static String name(Path below) {
        return below.toString().replace(below.getFileSystem().getSeparator(), "/");
    }

    private static Optional<String> label(Path below) {
        return Optional.ofNullable(below.getParent())
                .map(parent -> parent.getFileName().toString());
    }
}
