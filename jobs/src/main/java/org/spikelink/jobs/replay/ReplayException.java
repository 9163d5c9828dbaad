package org.spikelink.jobs.replay;

/** A replay that cannot go on: no broker, no topic, or a batch that was not taken. The message is one line for the user. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
