package org.spikelink.jobs.errors;

/** A command that cannot do what it was asked; the message is all that the user needs. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandException(String message) {
        super(message);
    }

    public CommandException(String message, Throwable cause) {
        super(message, cause);
    }
}
