package org.spikelink.connectors.checkpoints;

import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;

/** Thrown if a checkpoint cannot be read: one line with the file, the part of it, the rule and the value found. */
public final class CheckpointException extends SpikelinkException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CHARS = 2_000;

    CheckpointException(String message) {
        this(message, null);
    }

    /** An error with its cause. The message may quote the file: it is made one line without control characters. */
    CheckpointException(String message, Throwable cause) {
        super(Printable.cut(message, MOST_CHARS), cause);
    }
}
