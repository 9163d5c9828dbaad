package org.spikelink.jobs.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What is written down of a process, as a file of one line each.
 *
 * @param pid its number
 * @param mark when it began, see {@link ProcessMark}
 * @param address where it answers, may be empty
 * @param command that it runs
 */
record ProcessNote(long pid, String mark, String address, List<String> command) {
    private static final int BEFORE_COMMAND = 3;

    ProcessNote {
        command = List.copyOf(command);
    }

    /** Writes it so that a reader sees all of it or the one before. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Long.toString(pid), mark, address));
        lines.addAll(command);
        Path whole = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(whole, lines);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static ProcessNote read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        try {
            return new ProcessNote(
                    Long.parseLong(lines.get(0)),
                    lines.get(1),
                    lines.get(2),
                    lines.subList(BEFORE_COMMAND, lines.size()));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IOException(
                    "%s must hold a process's number, when it began, its address and its command (got %s)"
                            .formatted(file, lines),
                    e);
        }
    }

    boolean isAlive() {
        return ProcessMark.of(pid).filter(mark::equals).isPresent();
    }
}
