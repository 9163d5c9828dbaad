package org.spikelink.tools.run;

import java.util.Optional;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.spikelink.local.job.JobFailedException;

/** Why checkpoints fail. Flink writes the cause only to its log, which the commands do not show. */
final class CheckpointFailures extends AbstractAppender implements AutoCloseable {
    private static final String LOGGER =
            "org.apache.flink.runtime.checkpoint.CheckpointFailureManager";

    private final LoggerContext context = LoggerContext.getContext(false);
    private volatile Throwable latest;

    private CheckpointFailures() {
        super("checkpoint failures", null, null, true, Property.EMPTY_ARRAY);
    }

    /** Listens until it is closed. */
    static CheckpointFailures listen() {
        CheckpointFailures failures = new CheckpointFailures();
        failures.start();
        LoggerConfig logger = new LoggerConfig(LOGGER, Level.WARN, false);
        logger.addAppender(failures, Level.WARN, null);
        failures.context.getConfiguration().addLogger(LOGGER, logger);
        failures.context.updateLoggers();
        return failures;
    }

    @Override
    public void append(LogEvent event) {
        latest = event.getThrown();
    }

    /** The root cause of the latest failure. */
    Optional<String> latest() {
        return Optional.ofNullable(latest).map(JobFailedException::rootCause);
    }

    @Override
    public void close() {
        context.getConfiguration().removeLogger(LOGGER);
        context.updateLoggers();
        stop();
    }
}
