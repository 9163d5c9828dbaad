package org.spikelink.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.SkippedFiles;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;

/**
 * The recordings in a file, a folder or a list, at least one.
 *
 * @param root file or folder given by the user
 * @param files sorted by name
 * @param skipped files that are not recordings, or cannot be read
 */
public record RecordingSet(Path root, List<Recording> files, SkippedFiles skipped) {

    public static RecordingSet of(Path root) {
        return of(root, OpenOptions.NONE);
    }

    /** The recordings, whose files of events are opened with {@code options}. */
    public static RecordingSet of(Path root, OpenOptions options) {
        RecordingFiles found = RecordingFiles.find(root, options);
        if (found.recordings().isEmpty()) {
            throw new SpikelinkException(
                    Files.isDirectory(root)
                            ? root
                                    + ": a folder must contain at least one recording (got none, and "
                                    + found.skipped().count()
                                    + " other files); name the folder that holds them, and see docs/recordings.md for the formats"
                            : root + ": a list must name at least one recording (got none)");
        }
        return new RecordingSet(root, found.recordings(), found.skipped());
    }

    /** A line for the user about files that were left out. */
    public Optional<String> skippedNotice() {
        return skipped.line().map(line -> Printable.of(root.toString()) + ": " + line);
    }

    /**
     * The recordings; if none has a label, each is labelled with the name of its parent folder: those of a folder that is
     * itself one class.
     */
    public List<Recording> withParentLabels() {
        boolean unlabelled =
                files.stream().allMatch(r -> r instanceof RecordingFile f && f.label().isEmpty());
        return unlabelled ? files.stream().map(RecordingSet::withParentLabel).toList() : files;
    }

    private static Recording withParentLabel(Recording recording) {
        Path parent = recording.path().toAbsolutePath().normalize().getParent();
        return recording instanceof RecordingFile file
                        && file.label().isEmpty()
                        && parent.getFileName() != null
                ? file.withLabel(parent.getFileName().toString())
                : recording;
    }

    /** The recordings, after a check that each label is one of the model's. */
    public List<Recording> labelledBy(Model model) {
        List<String> labels = model.document().labels();
        for (Recording file : files) {
            for (String label : labels(file)) {
                if (!labels.contains(label)) {
                    throw new SpikelinkException(
                            "%s: its %s must be one of the model's labels %s (got '%s')"
                                    .formatted(file.path(), where(file), labels, label));
                }
            }
        }
        return files;
    }

    private static Set<String> labels(Recording file) {
        if (file instanceof SeriesRecording s && s.series().isPerStep()) {
            return Arrays.stream(s.series().stepLabels())
                    .filter(label -> label != Series.UNLABELLED)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        return file.label().map(Set::of).orElse(Set.of());
    }

    private static String where(Recording file) {
        return file instanceof SeriesRecording ? "label" : "folder";
    }
}
