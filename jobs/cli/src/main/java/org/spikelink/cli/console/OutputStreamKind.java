package org.spikelink.cli.console;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The process's output streams. Java cannot determine whether only one of them is a terminal. */
public enum OutputStreamKind {
    STDOUT(1),
    STDERR(2);

    private static final long PATIENCE_S = 2;

    private final int descriptor;

    OutputStreamKind(int descriptor) {
        this.descriptor = descriptor;
    }

    /** Whether it is a terminal; false if there is no POSIX shell. */
    public boolean isTerminal() {
        ProcessBuilder test = new ProcessBuilder("sh", "-c", "test -t " + descriptor).inheritIO();
        try {
            Process process = test.start();
            boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
