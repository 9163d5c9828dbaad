package org.spikelink.trainer.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.spikelink.connectors.recordings.CsvLine;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.SampleRange;
import org.spikelink.connectors.recordings.SeriesRecording;
import org.spikelink.connectors.recordings.TimeRange;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.io.FileFailure;

/**
 * A list of the validation set, for {@code evaluate --recordings}: it repeats the accuracy that {@code train}
 * reported.
 */
public final class HeldOutList {
    private HeldOutList() {}

    /** Writes {@code held-out.csv} into a folder; writes no file if there are no recordings. */
    public static Optional<Path> write(List<Recording> recordings, Path folder) {
        if (recordings.isEmpty()) {
            return Optional.empty();
        }
        boolean series =
                recordings.stream()
                        .anyMatch(r -> r instanceof SeriesRecording || index(r).isPresent());
        boolean ranges = recordings.stream().anyMatch(r -> range(r).isPresent());
        boolean samples =
                recordings.stream()
                        .anyMatch(r -> r instanceof SeriesRecording s && s.range().isPresent());
        StringBuilder lines =
                new StringBuilder("file")
                        .append(series ? ",series" : "")
                        .append(ranges ? ",start_us,end_us" : "")
                        .append(samples ? ",start_sample,end_sample" : "")
                        .append(",label\n");
        for (Recording recording : recordings) {
            List<String> fields = new ArrayList<>();
            fields.add(recording.path().toAbsolutePath().toString());
            if (recording instanceof SeriesRecording of) {
                fields.add(of.series().name());
            } else if (series) {
                fields.add(Integer.toString(index(recording).orElse(0)));
            }
            if (ranges) {
                TimeRange range = range(recording).orElse(new TimeRange(0, Long.MAX_VALUE / 16));
                fields.add(Long.toString(range.startUs()));
                fields.add(Long.toString(range.endUs()));
            }
            if (samples && recording instanceof SeriesRecording of) {
                SampleRange range = of.range().orElse(new SampleRange(0, of.series().steps()));
                fields.add(Integer.toString(range.from()));
                fields.add(Integer.toString(range.to()));
            }
            fields.add(recording.label().orElse(""));
            lines.append(CsvLine.of(fields)).append('\n');
        }
        Path file = folder.resolve("held-out.csv");
        try {
            AtomicFile.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
            return Optional.of(file);
        } catch (IOException e) {
            throw new SpikelinkException(
                    file + ": cannot be written (" + FileFailure.unwritten(e) + ")", e);
        }
    }

    /** The number of a recording in a file with several. */
    private static OptionalInt index(Recording recording) {
        return recording instanceof RecordingFile file
                        && file.name().endsWith("/" + file.options().streamIndex().orElse(-1))
                ? file.options().streamIndex()
                : OptionalInt.empty();
    }

    private static Optional<TimeRange> range(Recording recording) {
        return recording instanceof RecordingFile file ? file.range() : Optional.empty();
    }
}
