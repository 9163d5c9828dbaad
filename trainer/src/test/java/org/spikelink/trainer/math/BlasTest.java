package org.spikelink.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlasTest {
    @Test
    void whatFailedAtFirstIsNamedAndWhatHelps() {
        Throwable root = new UnsatisfiedLinkError("no jnind4jcpu in java.library.path");
        Throwable thrown =
                new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j");
        thrown.initCause(new ExceptionInInitializerError(new IllegalStateException(root)));

        assertThat(Blas.notThere(thrown))
                .hasCause(thrown)
                .hasMessageContaining(
                        "do not load (java.lang.UnsatisfiedLinkError: no jnind4jcpu in java.library.path)")
                .hasMessageContaining("delete jobs/cli/target and run ./spikelink train again");
    }
}
