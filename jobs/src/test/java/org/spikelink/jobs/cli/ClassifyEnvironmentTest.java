package org.spikelink.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.jobs.Spikelink;

/** {@code classify} as a process, which alone has an environment of its own. */
class ClassifyEnvironmentTest {
    @Test
    void theEnvironmentWinsOverTheCommandLine() throws Exception {
        assertThat(complaint(Map.of("SPIKELINK_LINGER", "soon")))
                .startsWith("classify: SPIKELINK_LINGER must be a duration such as 500ms");
    }

    @Test
    void aLoginThatCannotBeReadIsToldWithoutWhatItHolds() throws Exception {
        assertThat(complaint(Map.of("SPIKELINK_PROPERTIES_SASL_JAAS_CONFIG", "correct-horse")))
                .startsWith("classify: sasl.jaas.config must be one login module")
                .doesNotContain("correct-horse");
    }

    private static String complaint(Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
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
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        return said;
    }
}
