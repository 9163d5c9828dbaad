package org.spikelink.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spikelink.core.fixture.ForkedJvm.ADD_VECTOR_MODULE;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.core.fixture.ForkedJvm;

/** Which kernel a JVM chooses by its options, and what it says of it. */
final class KernelChoiceTest {
    @TempDir private Path folder;

    /** Run in the JVMs. */
    static final class PrintChoice {
        private PrintChoice() {}

        public static void main(String[] args) {
            KernelChoice choice = KernelChoice.ofThisJvm();
            System.out.println(choice);
        }
    }

    @Test
    void theVectorKernelWhereItsModuleIsThere() throws Exception {
        assertThat(choice(ADD_VECTOR_MODULE)).startsWith("vector kernel: ").contains("bits");
    }

    @Test
    void thePlainKernelWithoutTheModuleAndTheReasonSaysHowToGetIt() throws Exception {
        assertThat(choice()).startsWith("plain kernel: ").contains(ADD_VECTOR_MODULE);
    }

    @Test
    void thePlainKernelWithoutTheModuleAlsoWhereTheVectorKernelIsAskedFor() throws Exception {
        assertThat(choice("-Dspikelink.kernel=vector"))
                .startsWith("plain kernel: ")
                .contains(ADD_VECTOR_MODULE);
    }

    @Test
    void thePlainKernelWhereItIsAskedFor() throws Exception {
        assertThat(choice(ADD_VECTOR_MODULE, "-Dspikelink.kernel=plain"))
                .startsWith("plain kernel: ")
                .contains("spikelink.kernel=plain");
    }

    @Test
    void someKernelWhereOnlyTheClientCompilerRuns() throws Exception {
        assertThat(choice(ADD_VECTOR_MODULE, "-XX:TieredStopAtLevel=1"))
                .matches("(plain|vector) kernel: .+\\s+");
    }

    private String choice(String... options) throws Exception {
        ForkedJvm jvm = ForkedJvm.run(folder, PrintChoice.class, List.of(options));
        assertThat(jvm.exitCode()).as("%s", jvm).isZero();
        return jvm.out();
    }
}
