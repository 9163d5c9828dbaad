package org.spikelink.core.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.spikelink.core.fixture.ForkedJvm.ADD_VECTOR_MODULE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikelink.core.bits.KernelCrc.Sequence;
import org.spikelink.core.fixture.ForkedJvm;

/** JVMs that compile the kernels in other ways, or not at all, give the bits that {@link KernelCrc} holds. */
final class OtherJvmsTest {
    @TempDir private Path folder;

    /** The vector kernel on the narrowest vectors, the plain kernel, and an interpreter: what differs most. */
    static Stream<Arguments> jvms() {
        return Stream.of(
                vector(Sequence.LARGE, "-XX:MaxVectorSize=16"),
                plain(Sequence.LARGE),
                vector(Sequence.IMAGES, "-XX:MaxVectorSize=16"),
                plain(Sequence.IMAGES),
                vector(Sequence.SMALL, "-Xint"));
    }

    /** All others. Options that only x86 knows change nothing elsewhere. */
    static Stream<Arguments> moreJvms() {
        return Stream.of(
                vector(Sequence.LARGE),
                vector(Sequence.IMAGES),
                vector(Sequence.IMAGES, "-XX:UseAVX=2"),
                vector(Sequence.IMAGES, "-XX:TieredStopAtLevel=1"),
                plain(Sequence.IMAGES, "-XX:TieredStopAtLevel=1"),
                vector(Sequence.LARGE, "-XX:UseAVX=2"),
                vector(Sequence.LARGE, "-XX:UseAVX=1"),
                vector(Sequence.SMALL, "-XX:TieredStopAtLevel=1"),
                vector(Sequence.SMALL, "-XX:-UseFMA"),
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
        assertSameBits(kernel, sequence, options);
    }

    @Tag("nightly")
    @ParameterizedTest(name = "{0} kernel, {1}: {2}")
    @MethodSource("moreJvms")
    void givesTheSameBitsHoweverItCompiles(String kernel, Sequence sequence, List<String> options)
            throws Exception {
        assertSameBits(kernel, sequence, options);
    }

    private void assertSameBits(String kernel, Sequence sequence, List<String> options)
            throws Exception {
        ForkedJvm jvm = ForkedJvm.run(folder, KernelCrc.class, options, sequence.toString());
        assertThat(jvm.exitCode()).as("%s", jvm).isZero();
        assertThat(jvm.out()).startsWith(kernel + " kernel: ").contains(sequence.right());
    }
}
