package org.spikelink.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikelink.core.io.AtomicFile;

/**
 * How often the supervisor has restarted a process since the cluster was started.
 *
 * @param count of all restarts
 * @param latest times of the latest ones, at most three, in order
 */
public record Restarts(long count, List<Instant> latest) {
    private static final Restarts NONE = new Restarts(0, List.of());

    /** So many restarts within {@link #LOOP_TIME} are not an accident: the process fails whenever it starts. */
    private static final int LOOP = 3;

    private static final Duration LOOP_TIME = Duration.ofMinutes(5);

    public Restarts {
        latest = List.copyOf(latest);
    }

    /** Reads the file that {@link #write} wrote; none if it does not exist. */
    static Restarts read(Path file) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            return new Restarts(
                    Long.parseLong(lines.get(0)),
                    lines.stream().skip(1).map(Instant::parse).toList());
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException e) {
            throw new IOException(file + " must contain a number of restarts and their times", e);
        }
    }

    /** Writes one value per line, atomically. */
    void write(Path file) throws IOException {
        String lines =
                Stream.concat(Stream.of(count), latest.stream())
                        .map(value -> value + "\n")
                        .collect(Collectors.joining());
        AtomicFile.write(file, lines.getBytes(UTF_8));
    }

    /** With one more. */
    Restarts plus(Instant time) {
        List<Instant> times = new ArrayList<>(latest);
        times.add(time);
        return new Restarts(
                count + 1, times.subList(Math.max(0, times.size() - LOOP), times.size()));
    }

    /** Whether the process fails again and again. */
    public boolean isLoop(Instant now) {
        return latest.size() == LOOP && latest.get(0).isAfter(now.minus(LOOP_TIME));
    }
}
