package org.spikelink.core.error;

/** Standard output is a pipe that no process reads any more, as in {@code | head}: the program ends and says nothing. */
public final class ClosedPipeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The exit code of a program that SIGPIPE has ended, as shells show it. */
    public static final int EXIT_CODE = 128 + 13;

    public ClosedPipeException() {
        super("nobody reads standard output any more");
    }
}
