package org.spikelink.jobs.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.CsvLine;
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
            List<String> fields = new ArrayList<>();
            fields.add(recording.path().toAbsolutePath().toString());
            if (recording instanceof SeriesRecording of) {
                fields.add(of.series().name());
            }
            fields.add(recording.label().orElse(""));
            lines.append(CsvLine.of(fields)).append('\n');
        }
        Path file = folder.resolve("kept-aside.csv");
        try {
            AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new CommandException(file + ": cannot be written (" + e + ")", e);
        }
    }
}
