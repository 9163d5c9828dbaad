package org.spikelink.tests.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.SpikelinkException;

/** What every reader does whatever the bytes: it succeeds, or throws the declared exception, within 2 s. */
final class Hostile {
    private static final long MOST_NS = 2_000_000_000L;
    private static final int MOST_CHARS = 4_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Hostile() {}

    static void check(String suffix, byte[] content, Consumer<Path> reader) {
        try {
            Path file = Files.createTempFile("hostile", suffix);
            try {
                Files.write(file, content);
                check(file, content.length, reader);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file, int bytes, Consumer<Path> reader) {
        long startNs = THREADS.getCurrentThreadCpuTime();
        try {
            reader.accept(file);
        } catch (SpikelinkException e) {
            String message = e.getMessage();
            require(message.startsWith(file.toString()), "an error must name its file: ", message);
            require(message.length() < MOST_CHARS, "an error must be short: ", message);
            require(
                    message.chars().noneMatch(Character::isISOControl),
                    "an error must be one line of text: ",
                    message);
            if (e instanceof RecordingException error && error.file().equals(file.toString())) {
                require(
                        error.offset() >= -1 && error.offset() <= bytes,
                        "an offset must be in the file: ",
                        message);
            }
        }
        long tookNs = THREADS.getCurrentThreadCpuTime() - startNs;
        require(tookNs < MOST_NS, "reading must take less than 2 s: ", tookNs + " ns");
    }

    static void require(boolean kept, String rule) {
        require(kept, rule, "");
    }

    static void require(boolean kept, String rule, String found) {
        if (!kept) {
            throw new AssertionError(rule + found);
        }
    }
}
