package org.spikelink.connectors.checkpoints;

/** A checkpoint that cannot be read: one line that names the file, the part of it, the rule and the value found. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckpointException(String message) {
        super(message);
    }

    CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
