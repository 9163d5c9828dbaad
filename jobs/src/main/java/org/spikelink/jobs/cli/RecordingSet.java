package org.spikelink.jobs.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.series.Series;
import org.spikelink.core.model.Model;
import org.spikelink.jobs.errors.CommandException;

/**
 * The recordings that a command works on, at least one.
 *
 * @param root file or folder given by the user
 * @param files sorted by name
 */
record RecordingSet(Path root, List<Recording> files) {

    static RecordingSet of(Path root) {
        RecordingFiles found = RecordingFiles.find(root);
        if (found.recordings().isEmpty()) {
            throw new CommandException(
                    root
                            + ": a folder must hold at least one recording (got none, and "
                            + found.skipped()
                            + " other files)");
        }
        return new RecordingSet(root, found.recordings());
    }

    /** The recordings, after a check that each label is one of the model's. */
    List<Recording> labelledBy(Model model) {
        List<String> labels = model.document().labels();
        for (Recording file : files) {
            for (String label : labels(file)) {
                if (!labels.contains(label)) {
                    throw new CommandException(
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
