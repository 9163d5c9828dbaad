package org.spikelink.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.cli.Spikelink;

/** {@code classify} as a process, which alone has an environment of its own. */
class ClassifyEnvironmentTest {
    @Test
    void theEnvironmentWinsOverTheCommandLine() throws Exception {
        assertThat(output(Map.of("SPIKELINK_LINGER", "soon")))
                .startsWith("classify: SPIKELINK_LINGER must be a duration such as 500ms");
    }

    @Test
    void aLoginThatCannotBeReadIsReportedWithoutItsContents() throws Exception {
        assertThat(output(Map.of("SPIKELINK_PROPERTIES_SASL_JAAS_CONFIG", "correct-horse")))
                .startsWith("classify: sasl.jaas.config must be one login module")
                .doesNotContain("correct-horse");
    }

    private static String output(Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Spikelink.class.getName(),
                                "classify",
                                "--model=none",
                                "--bootstrap-servers=127.0.0.1:1",
                                "--linger=5ms"));
        command.environment().putAll(environment);
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(2);
        return output;
    }
}
