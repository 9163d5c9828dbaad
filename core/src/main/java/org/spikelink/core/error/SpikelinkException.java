package org.spikelink.core.error;

/**
 * A failure that its message fully explains to the user: a bad file, a bad value, a broker that is not there.
 * Commands print the message in one line, without a stack trace.
 */
public class SpikelinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SpikelinkException(String message) {
        super(message);
    }

    public SpikelinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
