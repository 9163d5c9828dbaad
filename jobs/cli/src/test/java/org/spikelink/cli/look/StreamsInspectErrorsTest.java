package org.spikelink.cli.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;

/** What {@code streams inspect} says where there is nothing to inspect. */
class StreamsInspectErrorsTest {
    @TempDir Path folder;

    @Test
    void anInvalidSavepointIsReportedInOneLine() throws Exception {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        Files.writeString(broken.resolve("_metadata"), "garbage");

        for (Path path : new Path[] {folder.resolve("absent"), folder, broken}) {
            assertIsNone(path.toString(), "file:" + path);
            assertIsNone("file:" + path, "file:" + path); // as Flink prints it
            assertIsNone("file://" + path, "file://" + path);
        }
    }

    private static void assertIsNone(String savepoint, String message) {
        Run run = Run.spikelink("streams", "inspect", savepoint);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .startsWith("streams inspect: " + message)
                .contains(" must be a savepoint or checkpoint (")
                .doesNotContain("file:/file:", "/file:/");
    }

    @Test
    void withoutACommandTheUseIsWrong() {
        assertThat(Run.spikelink("streams").code()).isEqualTo(2);
        assertThat(Run.spikelink("streams", "inspect").code()).isEqualTo(2);
    }
}
