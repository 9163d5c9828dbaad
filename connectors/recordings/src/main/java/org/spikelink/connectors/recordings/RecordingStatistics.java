package org.spikelink.connectors.recordings;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A recording's checksum of sorts: equal for two decoders that read it alike. {@link #COLUMNS} names the figures.
 *
 * @param events number of them
 * @param on how many of them have their polarity bit set
 * @param sumX sum of their columns
 * @param sumY sum of their rows
 * @param sumDtUs sum of t - first t, µs (modulo 2^64)
 * @param firstTUs time of the first in the file, µs; none in an empty recording
 * @param lastTUs time of the last in the file, µs; none in an empty recording
 * @param backwardSteps how many are earlier than the one before them
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
     * Reads a recording from end to end.
     *
     * @throws RecordingException where it cannot be read
     */
    public static RecordingStatistics of(Path path) {
        try (Decoder decoder = Recordings.open(path)) {
            return of(decoder);
        }
    }

    /**
     * Reads what is left of a recording.
     *
     * @throws RecordingException where it cannot be read
     */
    public static RecordingStatistics of(Decoder decoder) {
        StatisticsCounter counter = new StatisticsCounter();
        EventChunk chunk = new EventChunk();
        while (decoder.read(chunk)) {
            counter.add(chunk);
        }
        return counter.statistics();
    }

    /** The figures in the order of {@link #COLUMNS}, between tabs; nothing where an empty recording has none. */
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
