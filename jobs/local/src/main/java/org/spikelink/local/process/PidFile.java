package org.spikelink.local.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.io.AtomicFile;

/**
 * The file that describes a process, one value per line.
 *
 * @param pid its process id
 * @param started when it started, see {@link ProcessStart}
 * @param address that it listens on, may be empty
 * @param command that it runs
 */
public record PidFile(long pid, String started, String address, List<String> command) {
    private static final int BEFORE_COMMAND = 3;

    public PidFile {
        command = List.copyOf(command);
    }

    /** Writes it atomically: a reader sees the new content or the old. */
    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Long.toString(pid), started, address));
        lines.addAll(command);
        AtomicFile.write(file, (String.join("\n", lines) + "\n").getBytes(UTF_8));
    }

    public static PidFile read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            return new PidFile(
                    Long.parseLong(lines.get(0)),
                    lines.get(1),
                    lines.get(2),
                    lines.subList(BEFORE_COMMAND, lines.size()));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "%s must contain a process's id, start time, address and command (got %s)"
                            .formatted(file, lines),
                    e);
        }
    }

    public boolean isAlive() {
        return ProcessStart.of(pid).filter(started::equals).isPresent();
    }
}
