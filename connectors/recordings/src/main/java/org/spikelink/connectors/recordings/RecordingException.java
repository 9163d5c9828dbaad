package org.spikelink.connectors.recordings;

/**
 * A recording that cannot be read: one line that names the file, the byte where known, the rule and the value found.
 * Everything in this package reports files with it, also what the operating system says of them.
 */
public final class RecordingException extends RuntimeException {
    /** The {@link #offset()} of an error that belongs to no byte. */
    public static final long NO_OFFSET = -1;

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;

    /** An error of the file as a whole. */
    public RecordingException(String file, String message) {
        this(file, NO_OFFSET, message, null);
    }

    /**
     * An error at one byte, or with a cause.
     *
     * @param offset of the byte, from 0; {@link #NO_OFFSET} where there is none
     * @param cause null where there is none
     */
    public RecordingException(String file, long offset, String message, Throwable cause) {
        super(file + (offset == NO_OFFSET ? ": " : " at byte " + offset + ": ") + message, cause);
        this.file = file;
        this.offset = offset;
    }

    /** The file's path as it was given. */
    public String file() {
        return file;
    }

    /** The byte the error is about, from 0; {@link #NO_OFFSET} where there is none. */
    public long offset() {
        return offset;
    }
}
