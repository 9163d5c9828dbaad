package org.spikelink.jobs.local;

import java.nio.file.FileSystemException;
import org.apache.flink.util.SerializedThrowable;

/** A job that gave up; the message is the innermost cause's first line. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    JobFailedException(Throwable failure) {
        super(innermost(failure), failure);
    }

    /** The first line of the innermost cause. */
    public static String innermost(Throwable failure) {
        Throwable cause = known(failure);
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = known(cause.getCause());
        }
        // A file system's says only which file.
        String message =
                cause instanceof FileSystemException
                        ? cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        : cause.getMessage();
        return message == null || message.isBlank()
                ? cause.toString()
                : message.strip().lines().findFirst().orElseThrow();
    }

    private static Throwable known(Throwable failure) {
        return failure instanceof SerializedThrowable serialized
                ? serialized.deserializeError(JobFailedException.class.getClassLoader())
                : failure;
    }
}
