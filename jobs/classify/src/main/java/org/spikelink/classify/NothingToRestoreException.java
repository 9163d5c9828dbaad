package org.spikelink.classify;

/** No checkpoint was found to restore from; the message says where. */
public final class NothingToRestoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingToRestoreException(String message) {
        super(message);
    }

    NothingToRestoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
