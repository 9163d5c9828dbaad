package org.spikelink.sensors.ingest;

import org.spikelink.core.error.SpikelinkException;

/** A source that cannot be opened or has failed. */
public final class IngestException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    IngestException(String message) {
        super(message);
    }

    IngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
