package org.spikelink.trainer.run;

import org.spikelink.core.error.SpikelinkException;

/** A training cannot start or continue. The message states the cause, the rule and the value found. */
public final class TrainingException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
