package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a line of the images' logs looks like. */
class ClusterLogsTest {
    private static final Path FILE = Path.of("../../docker/conf/log4j-console.properties");

    private Configuration logs;

    @BeforeEach
    void load() throws Exception {
        try (var in = Files.newInputStream(FILE)) {
            logs =
                    new PropertiesConfigurationFactory()
                            .getConfiguration(
                                    new LoggerContext("images"), new ConfigurationSource(in));
            logs.initialize();
        }
    }

    @Test
    void whateverIsLoggedIsOneLineOfPairs() {
        Exception failure = new IllegalStateException("of \"two\"\nlines");
        String line = line("org.apache.flink.Some", "one\r\n\"two\"", failure);

        assertThat(line)
                .containsOnlyOnce("\n")
                .endsWith("\"\n")
                .matches(
                        "(?s)time=20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z level=WARN logger=org.apache.flink.Some .*")
                .contains(" thread=\"a \\\"task\\\"\" msg=\"one\\r\\n\\\"two\\\"\" exception=\"")
                .contains("IllegalStateException: of \\\"two\\\"\\nlines\\n\\tat ");
    }

    @Test
    void whatHasNoExceptionHasNoFieldForOne() {
        assertThat(line("org.apache.flink.Some", "all is well", null))
                .endsWith(" msg=\"all is well\"\n");
    }

    @Test
    void eventsOfOursArePairsAlready() {
        assertThat(line("org.spikelink.operators.StepOperator", "event=gap stream=cam", null))
                .contains(" logger=org.spikelink.operators.StepOperator ")
                .endsWith(" event=gap stream=cam\n");
    }

    @Test
    void flinksWarningAboutAGaugeIsNotLoggedAndOthersAre() {
        assertThat(isReported("pendingCommittables")).isFalse();
        assertThat(isReported("steps")).isTrue();
    }

    private boolean isReported(String metric) {
        String logger = "org.apache.flink.metrics.MetricGroup";
        String collision =
                "Name collision: Group already contains a Metric with the name '%s'. Metric will not be reported.[localhost, taskmanager]"
                        .formatted(metric);
        return !logs.getLoggerConfig(logger).isFiltered(event(logger, collision, null));
    }

    private String line(String logger, String message, Throwable thrown) {
        var appender = logs.getLoggerConfig(logger).getAppenders().values().iterator().next();
        return appender.getLayout().toSerializable(event(logger, message, thrown)).toString();
    }

    private static LogEvent event(String logger, String message, Throwable thrown) {
        return Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setLevel(Level.WARN)
                .setThreadName("a \"task\"")
                .setTimeMillis(1_764_000_000_000L)
                .setMessage(new SimpleMessage(message))
                .setThrown(thrown)
                .build();
    }
}
