package org.spikelink.connectors.recordings.io;

import java.io.IOException;
import java.nio.file.Path;
import org.spikelink.core.error.Printable;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.io.FileFailure;

/**
 * Thrown if a recording cannot be read: one line with the file, the byte if known, the rule and the value found. All
 * errors of this package use it, including those from the operating system.
 */
public final class RecordingException extends SpikelinkException {
    /** The {@link #offset()} of an error without a byte position. */
    public static final long NO_OFFSET = -1;

    private static final int MOST_CHARS = 1_000;
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /** An error about the whole file. */
    public RecordingException(String file, String message) {
        this(file, NO_OFFSET, message, null);
    }

    /**
     * An error at one byte, or with a cause.
     *
     * @param offset of the byte, from 0; {@link #NO_OFFSET} for none
     * @param cause null for none
     */
    public RecordingException(String file, long offset, String message, Throwable cause) {
        super(
                Printable.escaped(file)
                        + (offset == NO_OFFSET ? ": " : " at byte " + offset + ": ")
                        + Printable.cut(message, MOST_CHARS), // it may quote the file
                cause);
        this.file = file;
        this.offset = offset;
    }

    /** The operating system cannot read the file. */
    public static RecordingException unreadable(Path file, IOException cause) {
        return new RecordingException(
                file.toString(), NO_OFFSET, "cannot be read: " + FileFailure.reason(cause), cause);
    }

    /** The path as given by the user. */
    public String file() {
        return file;
    }

    /** The byte offset of the error, from 0; {@link #NO_OFFSET} if there is none. */
    public long offset() {
        return offset;
    }
}
