package org.spikelink.trainer.data;

/** Data that nothing can be learned from: one line that names the data, the rule and what was found. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
