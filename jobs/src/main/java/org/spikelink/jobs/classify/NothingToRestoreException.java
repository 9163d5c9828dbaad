package org.spikelink.jobs.classify;

/** There is no checkpoint where one was to be restored from; the message says where. */
public final class NothingToRestoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToRestoreException(String message) {
        super(message);
    }

    NothingToRestoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
