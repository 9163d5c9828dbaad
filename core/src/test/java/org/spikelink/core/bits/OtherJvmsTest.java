package org.spikelink.core.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.spikelink.core.fixture.ForkedJvm.ADD_VECTOR_MODULE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.bits.KernelCrc.Sequence;
import org.spikelink.core.fixture.ForkedJvm;

/** JVMs that compile the kernels in other ways, or not at all, give the bits that {@link KernelCrc} holds. */
final class OtherJvmsTest {
    @TempDir private Path folder;

    /** What only x86 knows changes nothing elsewhere. */
    static Stream<Arguments> jvms() {
        return Stream.of(
                vector(Sequence.LARGE),
                vector(Sequence.LARGE, "-XX:UseAVX=2"),
                vector(Sequence.LARGE, "-XX:UseAVX=1"),
                vector(Sequence.LARGE, "-XX:MaxVectorSize=16"),
                vector(Sequence.SMALL, "-XX:TieredStopAtLevel=1"),
                vector(Sequence.SMALL, "-XX:-UseFMA"),
                vector(Sequence.SMALL, "-Xint"),
                plain(Sequence.LARGE),
                plain(Sequence.LARGE, ADD_VECTOR_MODULE, "-Dspikelink.kernel=plain"),
                plain(Sequence.LARGE, "-XX:TieredStopAtLevel=1"),
                plain(Sequence.SMALL, "-XX:-UseFMA"),
                plain(Sequence.SMALL, "-Xint"));
    }

    private static Arguments vector(Sequence sequence, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(ADD_VECTOR_MODULE);
        all.add("-Dspikelink.kernel=vector");
        return arguments("vector", sequence, all);
    }

    private static Arguments plain(Sequence sequence, String... options) {
        return arguments("plain", sequence, List.of(options));
    }

    @ParameterizedTest(name = "{0} kernel, {1}: {2}")
    @MethodSource("jvms")
    void givesTheSameBits(String kernel, Sequence sequence, List<String> options) throws Exception {
        ForkedJvm jvm = ForkedJvm.run(folder, KernelCrc.class, options, sequence.toString());
        assertThat(jvm.exitCode()).as("%s", jvm).isZero();
        assertThat(jvm.out()).startsWith(kernel + " kernel: ").contains(sequence.right());
    }
}
