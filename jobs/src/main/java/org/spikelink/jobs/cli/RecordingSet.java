package org.spikelink.jobs.cli;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.core.model.Model;
import org.spikelink.jobs.errors.CommandException;

/**
 * The recordings that a command works on, at least one.
 *
 * @param root file or folder given by the user
 * @param files sorted by name
 */
record RecordingSet(Path root, List<RecordingFile> files) {

    static RecordingSet of(Path root) {
        RecordingFiles found = RecordingFiles.find(root);
        if (found.files().isEmpty()) {
            throw new CommandException(
                    root
                            + ": a folder must hold at least one recording (got none, and "
                            + found.skipped()
                            + " other files)");
        }
        return new RecordingSet(root, found.files());
    }

    /** The recordings, after a check that each label is one of the model's. */
    List<RecordingFile> labelledBy(Model model) {
        List<String> labels = model.document().labels();
        for (RecordingFile file : files) {
            if (file.label().isPresent() && !labels.contains(file.label().get())) {
                throw new CommandException(
                        file.path()
                                + ": its folder must be one of the model's labels "
                                + labels
                                + " (got '"
                                + file.label().get()
                                + "')");
            }
        }
        return files;
    }
}
