package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * Figures that serve as a checksum of a recording: decoders that read the same events give the same figures. {@link
 * #COLUMNS} has their names.
 *
 * @param events number of events
 * @param on number of events whose polarity bit is set
 * @param sumX sum of their columns
 * @param sumY sum of their rows
 * @param sumDtUs sum of t - first t, µs (modulo 2^64)
 * @param firstTUs time of the first event in the file, µs; empty for an empty recording
 * @param lastTUs time of the last event in the file, µs; empty for an empty recording
 * @param backwardSteps number of events that are earlier than the previous one
 */
public record RecordingStatistics(
        long events,
        long on,
        long sumX,
        long sumY,
        long sumDtUs,
        OptionalLong firstTUs,
        OptionalLong lastTUs,
        long backwardSteps) {

    /** The figures' names, in the order of {@link #toTsv}. */
    public static final List<String> COLUMNS =
            List.of(
                    "events",
                    "on",
                    "sum_x",
                    "sum_y",
                    "sum_dt_us",
                    "first_t_us",
                    "last_t_us",
                    "backward_steps");

    /**
     * Reads a recording from end to end, as it is stored.
     *
     * @throws RecordingException if it cannot be read
     */
    public static RecordingStatistics of(Path path) {
        try (EventDecoder decoder = Recordings.openAsStored(path, OpenOptions.NONE)) {
            return of(decoder);
        }
    }

    /**
     * Reads the rest of a recording.
     *
     * @throws RecordingException if it cannot be read
     */
    public static RecordingStatistics of(EventDecoder decoder) {
        StatisticsCounter counter = new StatisticsCounter();
        EventChunk chunk = new EventChunk();
        while (decoder.read(chunk)) {
            counter.add(chunk);
        }
        return counter.statistics();
    }

    /**
     * The figures in the order of {@link #COLUMNS}, separated by tabs; empty where an empty recording has no figure.
     */
    public String toTsv() {
        return List.of(
                        Long.toString(events),
                        Long.toString(on),
                        Long.toString(sumX),
                        Long.toString(sumY),
                        Long.toString(sumDtUs),
                        orNothing(firstTUs),
                        orNothing(lastTUs),
                        Long.toString(backwardSteps))
                .stream()
                .collect(Collectors.joining("\t"));
    }

    private static String orNothing(OptionalLong value) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : "";
    }
}
