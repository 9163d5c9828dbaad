package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.TinyModel;

/** What {@code demo} reports when the job runs already and a recording turns out to be broken. */
class DemoErrorsIT {
    @TempDir Path folder;

    @Test
    void aRecordingWithHalfAnEventIsReported() throws Exception {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        Path cut = Files.createDirectories(folder.resolve("cut/left")).resolve("a.bin");
        Files.write(cut, new byte[7]);

        Run run = Run.spikelink("demo", "--model", model, "--recordings", folder.resolve("cut"));

        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(line -> !line.startsWith("warning: ")))
                .containsExactly(
                        "demo: "
                                + cut
                                + " at byte 5: an N-MNIST file must hold whole events of 5 bytes (got 7 bytes)");
    }
}
