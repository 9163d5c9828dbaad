package org.spikelink.jobs.watch;

/** Nothing to watch: no broker, or no such topics. The message is one line for the user. */
public final class WatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WatchException(String message) {
        super(message);
    }

    WatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
