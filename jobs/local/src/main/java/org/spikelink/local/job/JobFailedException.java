package org.spikelink.local.job;

import java.nio.file.FileSystemException;
import org.apache.flink.util.SerializedThrowable;

/** A job has failed; the message is the first line of the root cause. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    JobFailedException(Throwable failure) {
        super(rootCause(failure), failure);
    }

    /** The first line of the root cause's message. */
    public static String rootCause(Throwable failure) {
        Throwable cause = known(failure);
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = known(cause.getCause());
        }
        // The message of a FileSystemException is often only the path.
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
