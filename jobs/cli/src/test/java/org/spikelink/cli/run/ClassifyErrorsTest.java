package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.TinyModel;

/** What {@code classify} says without a broker. */
class ClassifyErrorsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--parallelism 0",
                "--parallelism 1025",
                "--checkpoint-interval 1ms",
                "--checkpoint-interval soon",
                "--job-name a/b",
                "--job-name ..",
                "--sensors-topic a/b",
                "--restore latest",
                "--restore latest --checkpoint-dir hdfs://nowhere/x",
                "--delivery twice",
                "--bundle-batches 0",
                "--max-gap-bins -1",
                "--state-backend memory",
                "--linger 1h",
                "--from never"
            })
    void wrongUseExitsWithTwo(String options) {
        Run run = classify("127.0.0.1:1", options.split(" ", -1));

        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("see ./spikelink ").doesNotContain("\tat ");
    }

    @Test
    void aMissingBrokerIsReported() throws Exception {
        String nobody = "127.0.0.1:" + freePort();

        assertThat(failure(classify(nobody, "--give-up-after", "2s")))
                .isEqualTo(
                        "classify: no Kafka broker answers at "
                                + nobody
                                + ": start it (spikelink broker starts a local one), or correct --bootstrap-servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "no.such.host.invalid:9092", "a:b"})
    void anInvalidAddressIsReported(String address) {
        assertThat(failure(classify(address)))
                .startsWith("classify: no Kafka broker can be reached at " + address + ": ");
    }

    @Test
    void aStateThatCannotBeRestoredIsReported() throws Exception {
        assertThat(failure(classify("127.0.0.1:1", "--restore", folder.toString())))
                .isEqualTo(
                        "classify: --restore must name a savepoint or checkpoint, which holds a file"
                                + " _metadata (got "
                                + folder
                                + ")");

        Path others = Files.createDirectories(folder.resolve("other-job/0/chk-1"));
        Files.write(others.resolve("_metadata"), new byte[1]);
        assertThat(
                        failure(
                                classify(
                                        "127.0.0.1:1",
                                        "--restore",
                                        "latest",
                                        "--checkpoint-dir",
                                        folder.toString())))
                .isEqualTo(
                        "classify: --restore latest: no completed checkpoint in "
                                + folder.resolve("spikelink"));
    }

    @Test
    void aDashboardsPortThatIsTakenIsReported() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(failure(classify("127.0.0.1:1", "--web-ui", port)))
                    .isEqualTo(
                            "classify: port "
                                    + port
                                    + " is taken: choose another one with --web-ui PORT, or 0 for any free one");
        }
        assertThat(classify("127.0.0.1:1", "--web-ui", "70000").err())
                .startsWith("classify: web-ui must be a port, 0..65535 (got 70000)");
    }

    private Run classify(String servers, String... more) {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        List<Object> args =
                new ArrayList<>(
                        List.of("classify", "--model", model, "--bootstrap-servers", servers));
        args.addAll(Arrays.asList(more));
        return Run.spikelink(args.toArray());
    }

    private static String failure(Run run) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        List<String> lines = run.err().lines().filter(l -> !l.startsWith("warning: ")).toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
