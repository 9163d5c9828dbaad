package org.spikelink.jobs.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.core.model.AtomicFile;
import org.spikelink.jobs.errors.CommandException;

/** A list of what was kept aside, which {@code evaluate} takes as its recordings: it finds the accuracy that was told. */
public final class KeptAside {
    private KeptAside() {}

    /** Writes {@code kept-aside.csv}; nothing where nothing is. */
    public static void write(List<Recording> recordings, Path folder) {
        if (recordings.isEmpty()) {
            return;
        }
        boolean series = recordings.stream().anyMatch(SeriesRecording.class::isInstance);
        StringBuilder lines = new StringBuilder(series ? "file,series,label\n" : "file,label\n");
        for (Recording recording : recordings) {
            lines.append(recording.path().toAbsolutePath()).append(',');
            if (recording instanceof SeriesRecording of) {
                lines.append(of.series().name()).append(',');
            }
            lines.append(recording.label().orElse("")).append('\n');
        }
        Path file = folder.resolve("kept-aside.csv");
        try {
            AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be written (" + e + ")", e);
        }
    }
}
