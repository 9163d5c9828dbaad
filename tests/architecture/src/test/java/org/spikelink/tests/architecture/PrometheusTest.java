package org.spikelink.tests.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.spikelink.tests.architecture.DeploymentFiles.ALERTS;
import static org.spikelink.tests.architecture.DeploymentFiles.PROMETHEUS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus's own tool reads its configuration and the alerts, and fires those that it should. */
class PrometheusTest {
    private static final String PROMTOOL = "promtool";

    @TempDir private Path folder;

    @BeforeAll
    static void promtoolIsThere() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(dir -> Files.isExecutable(Path.of(dir, PROMTOOL))),
                "promtool is not on the PATH; Debian has it in the package prometheus");
    }

    @Test
    void theConfigurationIsValid() throws Exception {
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(
                configuration,
                Files.readString(PROMETHEUS)
                        .replace("/etc/prometheus/alerts.yml", ALERTS.toString()));
        assertSucceeds("check", "config", configuration.toString());
    }

    @Test
    void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
        Path tests = folder.resolve("alerts-test.yml");
        Files.writeString(tests, resource("alerts-test.yml").replace("ALERTS", ALERTS.toString()));
        assertSucceeds("test", "rules", tests.toString());
    }

    private static String resource(String name) throws IOException {
        return Files.readString(Path.of("src/test/resources", name));
    }

    private static void assertSucceeds(String... arguments) throws Exception {
        Process process =
                new ProcessBuilder(
                                Stream.concat(Stream.of(PROMTOOL), Stream.of(arguments)).toList())
                        .redirectErrorStream(true)
                        .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }
}
