package org.spikelink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.TinyModel;

/** What {@code spikelink cluster} and {@code classify --cluster} say to what cannot be. */
class ClusterErrorsTest {
    @TempDir Path folder;

    @Test
    void whereNoClusterIsNothingCanBeAskedEndedOrRun() {
        String none =
                "there is no local cluster in %s; start one with ./spikelink cluster up"
                        .formatted(folder);

        for (String command : new String[] {"status", "stop", "down"}) {
            assertThat(Run.spikelink("cluster", command, "--dir", folder))
                    .isEqualTo(new Run(1, "", "cluster %s: %s%n".formatted(command, none)));
        }
        assertThat(
                        Run.spikelink(
                                "classify",
                                "--cluster",
                                folder,
                                "--model",
                                TinyModel.write(folder, "tiny.safetensors")))
                .isEqualTo(new Run(1, "", "classify: " + none + System.lineSeparator()));
    }

    @Test
    void invalidNumbersAreReportedBeforeAnythingStarts() {
        Run run = Run.spikelink("cluster", "up", "--dir", folder, "--task-managers", "0");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("cluster up: task-managers must be 1..16 (got 0)");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingModelIsReportedBeforeAnythingStarts() {
        Run missing =
                Run.spikelink("cluster", "up", "--dir", folder, "--model", folder.resolve("no"));
        Run without =
                Run.spikelink(
                        "cluster",
                        "up",
                        "--dir",
                        folder,
                        "--",
                        "--kafka-property=sasl.jaas.config=correct-horse");

        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("no");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err())
                .contains("cluster up: options of classify need --model (got none)")
                .doesNotContain("correct-horse");
        assertThat(folder).isEmptyDirectory();
    }
}
