package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.classify.config.Flags;
import org.spikelink.classify.config.Settings;
import org.spikelink.connectors.kafka.codec.SessionHorizon;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SessionHorizonOptionTest {
    @Test
    void aDayIsTheDefaultAndZeroAcceptsEverySession() {
        assertThat(horizon()).isEqualTo(new SessionHorizon(Duration.ofDays(1)));
        assertThat(horizon("--session-horizon=2h"))
                .isEqualTo(new SessionHorizon(Duration.ofHours(2)));
        assertThat(horizon("--session-horizon=0ms")).isEqualTo(SessionHorizon.OFF);
    }

    private static SessionHorizon horizon(String... args) {
        CommandSpec command = CommandSpec.create();
        Flags flags = new Flags(command, ClassifyConfig.ALL);
        new CommandLine(command).parseArgs(args);
        Map<String, String> flink =
                Map.of("spikelink.model", "m", "spikelink.bootstrap-servers", "b:1");
        return ClassifyOptions.of(Settings.of(ClassifyConfig.ALL, flink, flags, Map.of()))
                .source()
                .horizon();
    }
}
