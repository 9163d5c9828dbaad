package org.spikelink.trainer.run;

/** A training that cannot start or go on: the message names the thing, the rule and the value found. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
