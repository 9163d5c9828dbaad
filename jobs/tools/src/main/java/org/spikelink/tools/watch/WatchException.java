package org.spikelink.tools.watch;

import org.spikelink.core.error.SpikelinkException;

/** A topic does not exist, or the broker has been unreachable for too long. */
public final class WatchException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    WatchException(String message) {
        super(message);
    }

    WatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
