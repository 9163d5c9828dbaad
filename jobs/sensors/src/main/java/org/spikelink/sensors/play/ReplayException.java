package org.spikelink.sensors.play;

import org.spikelink.core.error.SpikelinkException;

/** A replay that cannot begin: two recordings have the same name. */
public final class ReplayException extends SpikelinkException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }
}
