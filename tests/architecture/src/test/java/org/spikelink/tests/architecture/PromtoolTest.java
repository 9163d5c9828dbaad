package org.spikelink.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.spikelink.tests.architecture.DeploymentFiles.ALERTS;
import static org.spikelink.tests.architecture.DeploymentFiles.PROMETHEUS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus accepts its files; skipped where promtool is not installed. */
class PromtoolTest {
    @Test
    void acceptsTheAlerts() throws Exception {
        check("rules", ALERTS.toString());
    }

    @Test
    void acceptsTheConfiguration() throws Exception {
        check("config", "--syntax-only", PROMETHEUS.toString());
    }

    private static void check(String... arguments) throws Exception {
        List<String> command =
                Stream.concat(Stream.of("promtool", "check"), Stream.of(arguments)).toList();
        Process promtool = start(command);
        String output =
                new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as("%s: %s", command, output).isZero();
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("skipped: promtool cannot be started (" + e.getMessage() + ")");
        }
    }
}
