package org.spikelink.trainer.data.item;

import org.spikelink.core.error.SpikelinkException;

/** Thrown if data cannot be used. The message states the data, the rule and the value found. */
public final class DataException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
