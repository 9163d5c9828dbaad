package org.spikelink.jobs.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** All that anybody logs from INFO on, as text with stack traces, in place of the console until closed. */
final class LogLines extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    private LogLines() {
        super(
                "lines",
                null,
                PatternLayout.newBuilder().withPattern("%p %c %m %xEx").build(),
                false,
                Property.EMPTY_ARRAY);
    }

    static LogLines capture() {
        LogLines lines = new LogLines();
        lines.start();
        Configuration configuration = lines.context.getConfiguration();
        configuration.getLoggers().values().forEach(logger -> logger.setLevel(Level.INFO));
        LoggerConfig root = configuration.getRootLogger();
        List.copyOf(root.getAppenders().keySet()).forEach(root::removeAppender);
        root.addAppender(lines, Level.INFO, null);
        lines.context.updateLoggers();
        return lines;
    }

    @Override
    public void append(LogEvent event) {
        lines.add(getLayout().toSerializable(event).toString());
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        context.reconfigure();
        stop();
    }
}
