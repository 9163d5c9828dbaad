package org.spikelink.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.tools.demo.Gestures;

/** What goes wrong in the first hour: each time one line says what to do. */
class NewcomerErrorsTest {
    private static final List<String> TOOLS = List.of("dirname", "readlink");

    @TempDir Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
    void noJava() throws Exception {
        assertThat(launcher(bin())).isEqualTo("spikelink: needs java: install Java 17 or later");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
    void anOldJava() throws Exception {
        Path bin = bin();
        Path java =
                Files.writeString(
                        bin.resolve("java"),
                        "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(bin.resolve("sed"), tool("sed"));
        Files.createSymbolicLink(bin.resolve("head"), tool("head"));

        assertThat(launcher(bin))
                .isEqualTo(
                        "spikelink: needs Java 17 or later (got 11.0.2: java); set JAVA_HOME to a newer one");
    }

    @Test
    void thePortOfTheBrokerIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(error(1, "broker", "--port", port))
                    .startsWith("broker: broker port must be free on 127.0.0.1 (got " + port + ": ")
                    .endsWith(
                            "): use the broker that runs there, or choose another port with --port");
        }
    }

    @Test
    void theBrokerIsNotUp() throws Exception {
        Path file = Files.write(folder.resolve("a.bin"), new byte[] {1, 1, (byte) 0x80, 0, 0});
        String nobody = "127.0.0.1:" + freePort();
        String todo =
                "no Kafka broker answers at %s: start it (spikelink broker starts a local one), or correct --bootstrap-servers"
                        .formatted(nobody);

        assertThat(error(1, "replay", file, "--bootstrap-servers", nobody, "--give-up-after", "1s"))
                .isEqualTo("replay: " + todo);
        assertThat(error(1, "view", "--bootstrap-servers", nobody, "--give-up-after", "1s"))
                .isEqualTo("view: " + todo);
    }

    @Test
    void theWrongFolder() {
        String here = Path.of("").toAbsolutePath().toString();

        assertThat(error(1, "evaluate", "--model", model(), "--recordings", "no-such-gestures"))
                .isEqualTo(
                        "evaluate: no-such-gestures: there is no such file or folder in " + here);
        assertThat(error(1, "evaluate", "--model", model(), "--recordings", empty()))
                .endsWith(
                        "name the folder that holds them, and see docs/recordings.md for the formats");
        assertThat(error(1, "cluster", "status", "--dir", folder))
                .endsWith("; start one with ./spikelink cluster up");
    }

    @Test
    void theModelIsForASensorOfAnotherSize() throws Exception {
        Path wave = Files.createDirectories(folder.resolve("own/wave"));
        Path recording =
                Files.writeString(
                        wave.resolve("1.csv"), "# geometry:64,48\nt,x,y,p\n0,1,1,1\n9,2,2,0\n");
        Path out = folder.resolve("out.safetensors");
        String todo =
                "%s: its sensor has 64x48 pixels, but model gestures/1 takes 32x32: use a model of this sensor, or cut the recording with spikelink convert --crop or --downsample"
                        .formatted(recording);

        assertThat(error(1, "predict", model(), recording)).isEqualTo("predict: " + todo);
        assertThat(error(1, "evaluate", "--model", model(), "--recordings", folder.resolve("own")))
                .isEqualTo("evaluate: " + todo);
        assertThat(
                        error(
                                1,
                                "evaluate",
                                "--strict",
                                "--model",
                                model(),
                                "--recordings",
                                folder.resolve("own")))
                .contains(todo.substring(0, 40), "64x48", "32x32");
        assertThat(
                        error(
                                1,
                                "calibrate",
                                model(),
                                "--out",
                                out,
                                "--recordings",
                                folder.resolve("own")))
                .isEqualTo("calibrate: " + todo);
        assertThat(out).doesNotExist();
        Files.writeString(recording, "# geometry:30,32\nt,x,y,p\n0,1,1,1\n9,2,2,0\n");
        Run smaller =
                Run.spikelink(
                        "evaluate", "--model", model(), "--recordings", folder.resolve("own"));
        assertThat(smaller.err())
                .startsWith(
                        "warning: 1 of 1 recordings state a smaller sensor than model gestures/1 takes, 32x32: is it the model of this sensor?")
                .hasLineCount(1);
        assertThat(smaller.code()).isZero();
    }

    @Test
    void noLabels() throws Exception {
        Path data = Files.createDirectories(folder.resolve("unlabelled"));
        Files.writeString(data.resolve("1.csv"), "t,x,y,p\n0,1,1,1\n20000,2,2,0\n");
        Files.writeString(data.resolve("2.csv"), "t,x,y,p\n0,1,1,1\n20000,2,2,0\n");

        assertThat(error(1, "train", "--recordings", data, "--out", folder.resolve("m")))
                .contains(
                        "every recording must have a label: the name of its parent folder, a label in its file, or one in a"
                                + " list (2 of 2 have none");
        assertThat(error(1, "calibrate", model(), "--recordings", data))
                .endsWith(": the name of a recording's parent folder is its label");
    }

    /** The shell replaces ~ at the beginning of a word only. */
    @Test
    void aTildeThatTheShellLeaves() {
        String home = System.getProperty("user.home");

        assertThat(error(1, "evaluate", "--model=~/no-such-model", "--recordings", folder))
                .isEqualTo("evaluate: " + home + "/no-such-model: no such file");
        assertThat(error(2, "evaluate", "--model", "~ada/m.safetensors", "--recordings", folder))
                .endsWith(
                        "a path must not start with another user's home; write ./~ada/m.safetensors for a name that starts with ~"
                                + " (got ~ada/m.safetensors)");
    }

    @Test
    void aUnitIsForgotten() {
        assertThat(error(2, "simulate", "--bootstrap-servers", "127.0.0.1:1", "--duration", "10"))
                .endsWith(
                        "must be a duration such as 500ms, 10s, 5min or 24h, at most 3650d (got 10)");
    }

    private Path model() {
        Path model = folder.resolve("gestures.safetensors");
        if (!Files.exists(model)) {
            ModelFile.write(Gestures.model(), model);
        }
        return model;
    }

    private Path empty() {
        try {
            return Files.createDirectories(folder.resolve("empty"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The one line that a command complains; wrong use also names the command's help. */
    private static String error(int code, Object... args) {
        Run run = Run.spikelink(args);
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        List<String> lines =
                run.err()
                        .lines()
                        .filter(line -> !line.startsWith("warning: "))
                        .filter(line -> code != 2 || !line.startsWith("see ./spikelink "))
                        .toList();
        assertThat(lines).as(run.err()).hasSize(1);
        return lines.get(0);
    }

    /** What the launcher of an archive says with this folder as its whole path of programs. */
    private String launcher(Path bin) throws Exception {
        Path home = Files.createDirectories(folder.resolve("spikelink-0"));
        Files.createDirectories(home.resolve("lib"));
        Files.createFile(home.resolve("lib/flink.classpath"));
        Path script = Files.copy(script(), home.resolve("spikelink"));
        ProcessBuilder shell =
                new ProcessBuilder(tool("bash").toString(), script.toString(), "--help")
                        .redirectErrorStream(true);
        shell.environment().remove("JAVA_HOME");
        shell.environment().put("PATH", bin.toString());
        Process process = shell.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(1);
        return out.strip();
    }

    private Path bin() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String name : TOOLS) {
            Files.createSymbolicLink(bin.resolve(name), tool(name));
        }
        return bin;
    }

    private static Path tool(String name) {
        return List.of("/usr/bin/", "/bin/").stream()
                .map(in -> Path.of(in + name))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static Path script() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("spikelink"))) {
            path = path.getParent();
        }
        return path.resolve("spikelink");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
