package org.spikelink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.error.ClosedPipeException;
import org.spikelink.local.fixture.ListeningSockets;
import org.spikelink.local.fixture.TinyModel;

/** What other users and machines can reach of commands that run in processes of their own. */
@EnabledOnOs(OS.LINUX)
class CommandProcessesIT {
    @TempDir Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    @Timeout(240)
    void brokerAndJobListenOnLoopbackAndTheirFilesArePrivateAndGoWithTheNextStart()
            throws Exception {
        Path tmp = Files.createDirectory(folder.resolve("tmp"));
        Process broker = start(tmp, "broker", "--port", "0");
        String servers = line(broker, "127.0.0.1:");
        Path model = TinyModel.write(folder, "tiny.safetensors");
        Process job =
                start(
                        tmp,
                        "classify",
                        "--model",
                        model,
                        "--bootstrap-servers",
                        servers,
                        "--parallelism",
                        1,
                        "--kafka-property",
                        "ssl.key.password=S3CRET");
        line(job, "classifying");

        for (Process process : processes) {
            assertThat(ListeningSockets.of(process.pid())).isNotEmpty();
            assertThat(ListeningSockets.reachable(process.pid())).isEmpty();
        }
        assertThat(folders(tmp)).hasSize(2).allSatisfy(found -> assertIsPrivate(found));
        job.destroyForcibly().waitFor();
        assertThat(folders(tmp)).hasSize(2);
        Process next = start(tmp, "inspect", model);
        assertThat(next.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folders(tmp)).hasSize(1);
        broker.destroy();
        assertThat(broker.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(folders(tmp)).isEmpty();
    }

    @Test
    @Timeout(60)
    void aCommandWhoseOutputCannotBeWrittenFailsWithOneLine() throws Exception {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        Path err = folder.resolve("err");
        ProcessBuilder full = command(folder, "inspect", "--json", model);
        full.redirectOutput(Path.of("/dev/full").toFile()).redirectError(err.toFile());

        assertThat(full.start().waitFor()).isEqualTo(1);

        assertThat(complaints(err))
                .singleElement()
                .asString()
                .contains("cannot write to standard output");
    }

    /** {@code | head -1}. */
    @Test
    @Timeout(120)
    void aCommandWhoseOutputNobodyReadsEndsWithoutAWord() throws Exception {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        List<List<String>> commands =
                List.of(
                        List.of("--help"),
                        List.of("inspect", "--json", model.toString()),
                        List.of("export", model.toString(), "--to", "npz", "--out", "/dev/stdout"));

        for (List<String> words : commands) {
            Path err = folder.resolve("err-closed");
            Process command = command(folder, words.toArray()).redirectError(err.toFile()).start();
            processes.add(command);
            command.getInputStream().close();

            assertThat(command.waitFor()).as("%s", words).isEqualTo(141);
            assertThat(complaints(err)).as("%s", words).isEmpty();
        }
    }

    private static List<String> complaints(Path err) throws IOException {
        return Files.readAllLines(err).stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .toList();
    }

    /** {@code >> log}. */
    @Test
    @Timeout(120)
    void whatIsWrittenToStandardOutputGoesBehindWhatItsFileHolds() throws Exception {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        Path npz = folder.resolve("tiny.npz");
        Path log = Files.writeString(folder.resolve("log"), "before\n");
        assertThat(command(folder, "export", model, "--to", "npz", "--out", npz).start().waitFor())
                .isZero();

        for (String stdout : List.of("/dev/stdout", "/dev/fd/1")) {
            ProcessBuilder export =
                    command(folder, "export", model, "--to", "npz", "--out", stdout);
            export.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            assertThat(export.start().waitFor()).isZero();
        }

        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        expected.writeBytes("before\n".getBytes(StandardCharsets.UTF_8));
        expected.writeBytes(Files.readAllBytes(npz));
        expected.writeBytes(Files.readAllBytes(npz));
        assertThat(log).hasBinaryContent(expected.toByteArray());
    }

    @Test
    @Timeout(120)
    void watchEndsWhenNobodyReadsItAnyMore() throws Exception {
        Process broker = start(folder, "broker", "--port", "0");
        String servers = line(broker, "127.0.0.1:");
        Process watch = start(folder, "watch", "--bootstrap-servers", servers);
        line(watch, "0 streams");

        watch.getInputStream().close();

        assertThat(watch.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isEqualTo(ClosedPipeException.EXIT_CODE);
        assertThat(complaints(folder.resolve("err-1")))
                .noneMatch(line -> line.startsWith("watch: ")); // a slow broker may be reported
    }

    @Test
    @Timeout(120)
    void ingestEndsOnCtrlCWithASummaryOfAllItsConnections() throws Exception {
        Process broker = start(folder, "broker", "--port", "0");
        String servers = line(broker, "127.0.0.1:");
        try (ServerSocket camera = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process ingest =
                    start(
                            folder,
                            "ingest",
                            "tcp://127.0.0.1:" + camera.getLocalPort(),
                            "--format",
                            "nmnist",
                            "--stream",
                            "cam",
                            "--bootstrap-servers",
                            servers);
            for (int n = 0; n < 2; n++) {
                try (Socket connection = camera.accept()) {
                    connection.getOutputStream().write(new byte[] {1, 2, 0, 0, 5});
                }
            }
            camera.accept().close(); // the second connection was read to its end

            ingest.toHandle().destroy(); // as Ctrl-C; its output stays open

            assertThat(line(ingest, "2 events, ")).contains(" 2 sessions, ", ", 1 reconnect in ");
            assertThat(Files.readString(folder.resolve("err-1")))
                    .contains("the connection has ended; connecting again until Ctrl-C");
        }
    }

    private Process start(Path tmp, Object... arguments) throws Exception {
        Process process =
                command(tmp, arguments)
                        .redirectError(folder.resolve("err-" + processes.size()).toFile())
                        .start();
        processes.add(process);
        return process;
    }

    private static ProcessBuilder command(Path tmp, Object... arguments) {
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx400m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Djava.io.tmpdir=" + tmp,
                                "-cp",
                                classPath,
                                Spikelink.class.getName()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return new ProcessBuilder(words);
    }

    /** The first line of its output that starts with {@code text}. */
    private static String line(Process process, String text) throws Exception {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith(text)) {
            line = out.readLine();
        }
        assertThat(line).isNotNull();
        return line;
    }

    private static List<Path> folders(Path tmp) throws Exception {
        try (Stream<Path> all = Files.list(tmp)) {
            return all.filter(path -> !path.getFileName().toString().startsWith("hsperf")).toList();
        }
    }

    private static void assertIsPrivate(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
    }
}
