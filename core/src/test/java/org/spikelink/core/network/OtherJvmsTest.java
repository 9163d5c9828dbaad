package org.spikelink.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JVMs with other instructions, other compilers and either kernel give the checksums that are written down. */
final class OtherJvmsTest {
    private static final int TIMEOUT_S = 120;

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "vector, usual, --add-modules=jdk.incubator.vector",
        "vector, usual, --add-modules=jdk.incubator.vector -XX:UseAVX=2",
        "vector, usual, --add-modules=jdk.incubator.vector -XX:UseAVX=1",
        "vector, usual, --add-modules=jdk.incubator.vector -XX:MaxVectorSize=16",
        "vector, usual, --add-modules=jdk.incubator.vector -Dspikelink.kernel=vector -XX:TieredStopAtLevel=1",
        "vector, small, --add-modules=jdk.incubator.vector -Dspikelink.kernel=vector -XX:-UseFMA",
        "vector, small, --add-modules=jdk.incubator.vector -Dspikelink.kernel=vector -Xint",
        "plain, usual, -Dspikelink.kernel=vector", // asked for, but its module is not there
        "plain, usual, --add-modules=jdk.incubator.vector -Dspikelink.kernel=plain",
        "plain, usual, -XX:TieredStopAtLevel=1",
        "plain, small, -XX:-UseFMA",
        "plain, small, -Xint"
    })
    void everyBitIsTheSame(String kernel, String size, String flags) throws Exception {
        List<String> lines = run(size, flags);
        assertThat(lines.get(0)).startsWith(kernel + " kernel: ");
        assertThat(lines.get(1))
                .isEqualTo(size.equals("small") ? BitsChecksum.SMALL : BitsChecksum.USUAL);
    }

    private List<String> run(String size, String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions"); // some flags are of one CPU only
        command.addAll(List.of(flags.split(" ")));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        BitsChecksum.class.getName(),
                        size));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        boolean ended = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ends within %d s", TIMEOUT_S).isTrue();
        assertThat(process.exitValue())
                .as("%s", Files.readString(err, StandardCharsets.UTF_8))
                .isZero();
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }
}
