package org.spikelink.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    @Test
    void theInnermostCauseOfOursIsItsMessage() {
        assertThat(
                        RootCause.in(
                                """
                                org.apache.flink.runtime.JobException: The failure is not recoverable
                                \tat org.apache.flink.X.y(X.java:1)
                                Caused by: java.lang.RuntimeException: wrapped
                                Caused by: org.spikelink.operators.ModelPin$Changed: model m must be the same
                                \tat org.spikelink.operators.X.y(X.java:1)
                                \tSuppressed: java.io.IOException: closed
                                \tCaused by: java.io.IOException: not this
                                """))
                .isEqualTo("model m must be the same");
    }

    @Test
    void causesOfOthersKeepTheirNames() {
        assertThat(RootCause.in("java.nio.file.NoSuchFileException: /a/b"))
                .isEqualTo("NoSuchFileException: /a/b");
        assertThat(RootCause.in("X failed\nCaused by: java.lang.OutOfMemoryError"))
                .isEqualTo("java.lang.OutOfMemoryError");
        assertThat(RootCause.in("")).isEqualTo("no cause is known");
    }
}
