package org.spikelink.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    @TempDir private Path folder;

    @Test
    void aSavepointIsFoundByItsPathAndByTheUriThatFlinkNames() throws IOException {
        Files.createFile(folder.resolve("_metadata"));
        String asFlinkNamesIt = "file:" + folder;
        assertThat(restored(folder.toString())).isEqualTo(FlinkUri.of(folder));
        assertThat(restored(asFlinkNamesIt)).isEqualTo(asFlinkNamesIt);
        assertThat(restored("file://" + folder)).isEqualTo("file://" + folder);
    }

    @Test
    void aFolderWithoutSavepointIsRejectedHoweverItIsNamed() {
        for (String name : new String[] {folder.toString(), "file:" + folder}) {
            assertThatThrownBy(() -> restored(name))
                    .isInstanceOf(NothingToRestoreException.class)
                    .hasMessage(
                            "--restore must name a savepoint or checkpoint, which holds a file _metadata (got %s)",
                            name);
        }
    }

    @Test
    void whatLiesElsewhereIsLeftToFlink() {
        assertThat(restored("s3://bucket/savepoint")).isEqualTo("s3://bucket/savepoint");
    }

    private static String restored(String from) {
        return CheckpointFolder.restore(from, Optional.empty());
    }
}
