package org.spikelink.core.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spikelink.core.error.ClosedPipeException;
import org.spikelink.core.error.SpikelinkException;

/** The process's standard output. */
public final class StandardOutput {
    private static final Path FILE = Path.of("/dev/stdout");
    private static final int KIND = 0xf000; // of the mode of a file, by POSIX
    private static final int PIPE = 0x1000;
    private static final int SOCKET = 0xc000;

    private StandardOutput() {}

    /**
     * Why it could not be written. Java's message has the words of the system's language, but a pipe or a socket fails
     * only if nobody reads it.
     */
    public static RuntimeException failure() {
        return isPipe()
                ? new ClosedPipeException()
                : new SpikelinkException("cannot write to standard output");
    }

    static boolean isPipe() {
        try {
            int kind = (int) Files.getAttribute(FILE, "unix:mode") & KIND;
            return kind == PIPE || kind == SOCKET;
        } catch (IOException | RuntimeException e) { // a system without this name or attribute
            return false;
        }
    }
}
