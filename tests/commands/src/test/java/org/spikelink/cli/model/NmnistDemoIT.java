package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.SharedFolder;

/** {@code demo} on real recordings and a real model. */
class NmnistDemoIT {
    private static final int RECORDINGS = 5;

    @TempDir Path folder;

    @Test
    void demoLosesNothing() throws Exception {
        Path expected = SharedFolder.of("models").resolve("nmnist-128.expected.tsv");
        Path recordings =
                NmnistCommandsTest.recordings(
                        folder, Files.readAllLines(expected).subList(1, RECORDINGS + 1));

        Run run =
                Run.spikelink(
                        "demo",
                        "--model",
                        NmnistCommandsTest.model(folder),
                        "--recordings",
                        recordings,
                        "--parallelism",
                        2);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("recordings 5, lost 0, different from evaluate 0");
    }
}
