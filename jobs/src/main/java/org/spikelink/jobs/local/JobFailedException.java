package org.spikelink.jobs.local;

import org.apache.flink.util.ExceptionUtils;

/** A job that gave up; the message is the innermost cause's. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    JobFailedException(Throwable failure) {
        super(innermost(failure), failure);
    }

    private static String innermost(Throwable failure) {
        Throwable cause = ExceptionUtils.stripExecutionException(failure);
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
