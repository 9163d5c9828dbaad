package org.spikelink.connectors.recordings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.aedat4.Aedat4Writer;
import org.spikelink.connectors.recordings.events.dat.DatEventWriter;
import org.spikelink.connectors.recordings.events.evt.Evt2Writer;
import org.spikelink.connectors.recordings.events.evt.Evt3Writer;
import org.spikelink.connectors.recordings.events.hdf5.DsecWriter;
import org.spikelink.connectors.recordings.events.table.CsvWriter;
import org.spikelink.connectors.recordings.events.table.NpzWriter;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/** Writes recordings of events in all formats of its list. */
public final class RecordingWriters {
    private static final List<EventWriter> WRITERS =
            List.of(
                    new Evt2Writer(),
                    new Evt3Writer(),
                    new Aedat4Writer(),
                    new DatEventWriter(),
                    new CsvWriter(),
                    new NpzWriter(),
                    new DsecWriter());

    private RecordingWriters() {}

    /** The ids of all formats, separated by commas. */
    public static String ids() {
        return WRITERS.stream().map(EventWriter::id).collect(Collectors.joining(", "));
    }

    /**
     * The writer of a format, or else of a file's name.
     *
     * @param id of the format, empty for the only one that has the file's suffix
     * @throws RecordingException if there is none, or several have the suffix
     */
    public static EventWriter of(Path file, Optional<String> id) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        List<EventWriter> found =
                WRITERS.stream()
                        .filter(
                                writer ->
                                        id.isPresent()
                                                ? writer.id().equals(id.get())
                                                : writer.suffixes().stream()
                                                        .anyMatch(name::endsWith))
                        .toList();
        if (found.size() != 1) {
            throw new RecordingException(
                    file.toString(),
                    "the format to write must be one of %s; state it with --to%s"
                            .formatted(ids(), id.map(given -> " (got " + given + ")").orElse("")));
        }
        return found.get(0);
    }

    /**
     * Writes a file, completely or not at all.
     *
     * @param extent of the events
     * @throws RecordingException if the format cannot hold the events, before anything is written; or if they cannot be
     *     read, or the file cannot be written
     */
    public static void write(
            Path file, EventWriter writer, EventSource source, EventExtent extent) {
        try {
            writer.check(extent);
            AtomicFile.write(file, out -> writer.write(source, extent, out));
        } catch (IllegalArgumentException e) {
            throw new RecordingException(
                    file.toString(), RecordingException.NO_OFFSET, e.getMessage(), e);
        } catch (IOException e) {
            throw new RecordingException(
                    file.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be written: " + FileFailure.unwritten(e),
                    e);
        }
    }
}
