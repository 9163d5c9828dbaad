package org.spikelink.sensors.send;

import org.spikelink.core.error.SpikelinkException;

/** Batches cannot be sent: no topic, a producer that cannot be created, or a batch that was not acknowledged. */
public final class SendException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    SendException(String message) {
        super(message);
    }

    SendException(String message, Throwable cause) {
        super(message, cause);
    }
}
