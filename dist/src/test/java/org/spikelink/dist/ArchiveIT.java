package org.spikelink.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is installed runs from any folder, without Maven and the sources. */
@Timeout(600)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
final class ArchiveIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String MODEL =
            "jobs/tools/src/main/resources/org/spikelink/tools/demo/gestures.safetensors";

    @TempDir private static Path folder;

    private static Path home;

    /** Unpacks the archive, if one was made. */
    @BeforeAll
    static void unpack() throws Exception {
        Path archive = Path.of(System.getProperty("dist.archive"));
        home = Path.of(System.getProperty("dist.folder"));
        if (Files.exists(archive)) {
            Path to = Files.createDirectories(folder.resolve("with a space"));
            assertThat(run(to, Map.of(), "tar", "-xzf", archive.toString()).code()).isZero();
            home = to.resolve(home.getFileName());
        }
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nexit 99\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    /** A program that has run. */
    private record Run(int code, String out) {}

    @Test
    void showsItsCommandsAndAModel() throws Exception {
        Run help = spikelink(Map.of(), "--help");
        Run model = spikelink(Map.of(), "inspect", home.resolve(MODEL).toString());

        assertThat(help.out()).contains("Usage: spikelink", "inspect", "completion");
        assertThat(help.code()).isZero();
        assertThat(model.out()).contains("gestures", "swipe-left");
        assertThat(model.code()).as(model.out()).isZero();
    }

    @Test
    void brokerJobAndModelRun() throws Exception {
        Path recordings = folder.resolve("few");
        Run simulated =
                spikelink(
                        Map.of(),
                        "simulate",
                        "--out",
                        recordings.toString(),
                        "--sensors",
                        "1",
                        "--gestures",
                        "9");
        Run demo =
                spikelink(
                        Map.of(),
                        "demo",
                        "--model",
                        home.resolve(MODEL).toString(),
                        "--recordings",
                        recordings.toString());

        assertThat(simulated.code()).as(simulated.out()).isZero();
        assertThat(demo.out()).contains("recordings 9, lost 0, different from evaluate 0");
        assertThat(demo.code()).as(demo.out()).isZero();
    }

    /** In a folder without spaces: elsewhere Java 17 shares its own classes only. */
    @Test
    void itsClassesAreSharedAfterTheFirstCommand() throws Exception {
        Path plain = folder.resolve("plain");
        assertThat(run(folder, Map.of(), "cp", "-r", home.toString(), plain.toString()).code())
                .isZero();
        String launcher = plain.resolve("spikelink").toString();
        String cache = folder.resolve("cache").toString();
        run(folder, Map.of("XDG_CACHE_HOME", cache), launcher, "--version");
        while (files(Path.of(cache, "spikelink"), ".jsa").isEmpty()) {
            Thread.sleep(200); // the test's timeout ends it
        }
        Path log = folder.resolve("classes.log");

        Run version =
                run(
                        folder,
                        Map.of(
                                "XDG_CACHE_HOME",
                                cache,
                                "SPIKELINK_JAVA_OPTS",
                                "-Xlog:class+load:file=" + log),
                        launcher,
                        "--version");

        assertThat(version.out()).as("nothing but the version").matches("spikelink [0-9.]+\\R");
        assertThat(Files.readString(log))
                .containsPattern("org\\.spikelink\\.cli\\.Spikelink source: shared objects file");
    }

    @Test
    void hasFlinksJarsAndWhatTheDocumentsName() throws Exception {
        List<String> flink =
                List.of(
                        Files.readString(home.resolve("lib/flink.classpath"))
                                .strip()
                                .split(":", -1));

        assertThat(flink).anyMatch(jar -> jar.contains("flink-runtime-web"));
        assertThat(flink).allSatisfy(jar -> assertThat(home.resolve(jar)).exists());
        assertThat(home.resolve("spikelink-job.jar")).exists();
        for (String file :
                List.of(
                        "README.md",
                        "LICENSE",
                        "docs/kafka.md",
                        "docker/conf/config.yaml",
                        "k8s/spikelink.yaml",
                        "jobs/recipes/nmnist.yaml",
                        "completion/spikelink.bash",
                        "connectors/kafka/src/main/proto/spikelink.proto")) {
            assertThat(home.resolve(file)).exists();
        }
        assertThat(Files.readString(home.resolve("completion/spikelink.bash")))
                .contains("_complete_spikelink");
    }

    @Test
    void theDebianPackageHoldsTheSameForItsArchitecture() throws Exception {
        Path deb = Path.of(System.getProperty("dist.deb"));
        assumeTrue(Files.exists(deb), "no package was made");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-deb")), "no dpkg");
        Path root = folder.resolve("root");

        Run unpacked = run(folder, Map.of(), "dpkg-deb", "-x", deb.toString(), root.toString());
        Run architecture =
                run(folder, Map.of(), "dpkg-deb", "-f", deb.toString(), "Architecture");

        assertThat(unpacked.code()).as(unpacked.out()).isZero();
        assertThat(deb.toString()).endsWith("_" + architecture.out().strip() + ".deb");
        assertThat(architecture.out()).doesNotContain("all", "[");
        Path command = root.resolve("usr/bin/spikelink");
        assertThat(Files.readSymbolicLink(command))
                .isEqualTo(Path.of("/usr/share/spikelink/spikelink"));
        Path launcher = root.resolve("usr/share/spikelink/spikelink");
        Run version = run(folder, Map.of(), launcher.toString(), "--version");
        assertThat(version.out()).as("nothing but the version").matches("spikelink [0-9.]+\\R");
        for (String name : List.of("lib", "docs", "completion")) {
            assertThat(names(root.resolve("usr/share/spikelink").resolve(name)))
                    .isEqualTo(names(home.resolve(name)));
        }
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void benchmarksNeedTheSources() throws Exception {
        Run bench = spikelink(Map.of(), "bench");

        assertThat(bench.out()).isEqualTo("spikelink: bench runs from the sources only\n");
        assertThat(bench.code()).isEqualTo(2);
    }

    @Test
    void saysWhichJavaItNeeds() throws Exception {
        Path old = Files.createDirectories(folder.resolve("jdk-11"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 98\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();

        Run eleven = spikelink(Map.of("JAVA_HOME", old.toString()), "--help");
        Run none = spikelink(Map.of("JAVA_HOME", folder.resolve("none").toString()), "--help");

        assertThat(eleven.out())
                .isEqualTo(
                        "spikelink: needs Java 17 or later (got 11.0.2: %s); set JAVA_HOME to a newer one\n"
                                .formatted(java));
        assertThat(eleven.code()).isEqualTo(1);
        assertThat(none.out())
                .isEqualTo(
                        "spikelink: needs %s: install Java 17 or later\n"
                                .formatted(folder.resolve("none/bin/java")));
        assertThat(none.code()).isEqualTo(1);
    }

    private static List<Path> files(Path in, String suffix) throws IOException {
        if (!Files.exists(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    /** Outside of the temporary folder: what fills it may outlive a test. */
    private static Path cache() {
        return TARGET.resolve("cache");
    }

    private static Run spikelink(Map<String, String> variables, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(home.resolve("spikelink").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(folder, variables, command.toArray(String[]::new));
    }

    private static Run run(Path in, Map<String, String> variables, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", cache().toString());
        builder.environment().merge("PATH", "", (path, none) -> folder.resolve("bin") + ":" + path);
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), out);
    }
}
