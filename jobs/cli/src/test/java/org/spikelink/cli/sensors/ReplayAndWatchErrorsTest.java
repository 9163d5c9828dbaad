package org.spikelink.cli.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;

class ReplayAndWatchErrorsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replay",
                "replay x.bin",
                "replay --bootstrap-servers 127.0.0.1:1",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --speed 0",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --speed fast",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --speed NaN",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --batch-us 0",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --streams-at-once 0",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --give-up-after 5ms",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --give-up-after soon",
                "replay x.bin --bootstrap-servers 127.0.0.1:1 --topic a/b",
                "watch",
                "watch --bootstrap-servers 127.0.0.1:1 --seconds 0",
                "watch --bootstrap-servers 127.0.0.1:1 --from committed",
                "watch --bootstrap-servers 127.0.0.1:1 --from never",
                "watch --bootstrap-servers 127.0.0.1:1 --classes-topic a/b"
            })
    void wrongUseExitsWithTwo(String line) {
        Run run = Run.spikelink((Object[]) line.split(" ", -1));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("see ./spikelink ").doesNotContain("\tat ");
    }

    @Test
    void missingRecordingsAreReported() {
        Path absent = folder.resolve("absent");

        assertThat(failure("replay", absent, "--bootstrap-servers", "127.0.0.1:1"))
                .contains("replay: " + absent + ": there is no such file or folder");
        assertThat(failure("replay", folder, "--bootstrap-servers", "127.0.0.1:1"))
                .contains("a folder must contain at least one recording");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch",
                "replay x.bin",
                "rejected list",
                "simulate --scene gestures --sensors 1 --topic x"
            })
    void anInvalidLoginIsReportedWithoutItsContent(String words) {
        String line =
                words
                        + " --bootstrap-servers 127.0.0.1:1 --kafka-property security.protocol=SASL_PLAINTEXT"
                        + " --kafka-property sasl.jaas.config=correct-horse";
        Run run = Run.spikelink((Object[]) line.split(" ", -1));

        assertThat(run.code()).as(run.err()).isNotZero();
        assertThat(run.err())
                .contains("sasl.jaas.config must be one login module")
                .doesNotContain("correct-horse", "\tat ");
    }

    @Test
    void anInvalidAddressIsReported() {
        assertThat(failure("watch", "--bootstrap-servers", "nowhere"))
                .contains("no Kafka broker can be reached at nowhere");
    }

    @Test
    void aMissingBrokerIsReportedWithinAboutTenSeconds() throws Exception {
        String nobody = "127.0.0.1:" + freePort();
        Path file = Files.write(folder.resolve("a.bin"), new byte[5]);
        Instant start = Instant.now();

        assertThat(failure("replay", file, "--bootstrap-servers", nobody, "--give-up-after", "1s"))
                .contains("replay: no Kafka broker answers at " + nobody);
        assertThat(failure("watch", "--bootstrap-servers", nobody, "--give-up-after", "1s"))
                .contains("watch: no Kafka broker answers at " + nobody);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(25));
    }

    private static String failure(Object... args) {
        Run run = Run.spikelink(args);
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        return run.err();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
