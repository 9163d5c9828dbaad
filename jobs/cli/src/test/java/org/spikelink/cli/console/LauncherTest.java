package org.spikelink.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script in a built clone, with a Java that prints how it was called. */
class LauncherTest {
    @TempDir private Path folder;

    private Path home;

    @BeforeEach
    void makeClone() throws IOException {
        home = folder.resolve("a clone");
        Files.createDirectories(home.resolve("jobs/cli/target"));
        Files.copy(script(), home.resolve("spikelink"));
        assertThat(home.resolve("spikelink").toFile().setExecutable(true)).isTrue();
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("jobs/cli/target/launcher.stamp"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\necho jdk.incubator.vector\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    }

    private static Path script() {
        Path path = Path.of("").toAbsolutePath();
        while (!Files.exists(path.resolve("spikelink"))) {
            path = path.getParent();
        }
        return path.resolve("spikelink");
    }

    @AfterEach
    void forget() {
        System.clearProperty(Launcher.PROPERTY);
    }

    @Test
    void printedCommandsBeginAsTheUserBegan() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("sl"), home.resolve("spikelink"));

        assertThat(words(home, "./spikelink")).contains("-Dspikelink.command=./spikelink");
        assertThat(words(folder, "'a clone/spikelink'"))
                .contains("-Dspikelink.command=a clone/spikelink");
        assertThat(words(home, link.toString())).contains("-Dspikelink.command=" + link);
    }

    @Test
    void aScriptStartedByItsBareNameIsNamedByItsPath() throws Exception {
        assertThat(words(home, "bash spikelink"))
                .contains("-Dspikelink.command=" + home.toRealPath() + "/spikelink");
    }

    @Test
    void aPathWithASpaceIsQuoted() {
        System.setProperty(Launcher.PROPERTY, "a clone/spikelink");

        assertThat(Launcher.shown("./spikelink watch --seconds 1"))
                .isEqualTo("'a clone/spikelink' watch --seconds 1");
    }

    @Test
    void aTerminalOfTheLocalePosixIsOneOfAsciiThoughJavaReadsNamesInUtf8() throws Exception {
        String ascii = "-Dspikelink.ascii.terminal=true";

        assertThat(words(home, "LC_ALL=C.UTF-8 ./spikelink")).doesNotContain(ascii);
        assertThat(words(home, "LC_ALL=POSIX ./spikelink")).contains(ascii);
    }

    @Test
    void anOldJavaIsReportedInOneLine() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"1.8.0_392\"\n");
        Process process = launch(home, "./spikelink");

        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .isEqualTo(
                        "spikelink: needs Java 17 or later (got 1.8.0_392: %s/jdk/bin/java); set JAVA_HOME to a newer one%n"
                                .formatted(folder));
        assertThat(process.waitFor()).isEqualTo(1);
    }

    /**
     * The words that Java gets when a shell in this folder runs a command. With the vector module that Java lists, the launcher
     * makes no file of shared classes.
     */
    private List<String> words(Path in, String command) throws Exception {
        Process process = launch(in, command);
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }

    private Process launch(Path in, String command) throws IOException {
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", command + " evaluate")
                        .directory(in.toFile())
                        .redirectErrorStream(true);
        shell.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        return shell.start();
    }
}
