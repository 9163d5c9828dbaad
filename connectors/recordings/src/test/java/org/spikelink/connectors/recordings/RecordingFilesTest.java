package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

class RecordingFilesTest {
    @TempDir Path folder;

    private void touch(String name) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "x");
    }

    @Test
    void recordingsAreSortedNamedAndLabelled() throws IOException {
        for (String name :
                new String[] {
                    "train/1/b.bin",
                    "train/0/c.BIN",
                    "a.aedat4",
                    "train/README.md",
                    "TRUTH.tsv",
                    ".x.bin",
                    ".git/y.bin"
                }) {
            touch(name);
        }
        RecordingFiles found = RecordingFiles.find(folder);
        assertThat(found.recordings())
                .containsExactly(
                        new RecordingFile(folder.resolve("a.aedat4"), "a.aedat4", Optional.empty()),
                        new RecordingFile(
                                folder.resolve("train/0/c.BIN"), "train/0/c.BIN", Optional.of("0")),
                        new RecordingFile(
                                folder.resolve("train/1/b.bin"),
                                "train/1/b.bin",
                                Optional.of("1")));
        assertThat(found.skipped().count()).isEqualTo(4);
    }

    @Test
    void whatIsSkippedIsCountedByReason() throws IOException {
        touch("0/a.bin");
        touch("README.md");
        touch(".x.bin");
        Files.writeString(folder.resolve("b.ts"), "@data\n1,2:3\n");
        assertThat(RecordingFiles.find(folder).skipped().line().orElseThrow())
                .startsWith(
                        "3 files skipped: 1 no recording (README.md), 1 hidden (.x.bin), 1 unreadable (")
                .contains("b.ts");
        assertThatThrownBy(() -> RecordingFiles.find(folder, OpenOptions.NONE.asStrict()))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(": with --strict no file may be skipped; 3 files skipped: ");
        Files.delete(folder.resolve("README.md"));
        Files.delete(folder.resolve("b.ts"));
        assertThat(RecordingFiles.find(folder, OpenOptions.NONE.asStrict()).recordings())
                .hasSize(1);
    }

    @Test
    void namesThatThisLocaleCannotReadAreRejected() throws IOException {
        touch("a\uFFFD/b.bin");
        assertThatThrownBy(() -> RecordingFiles.find(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("set LC_ALL=C.UTF-8");
    }

    @Test
    void seriesInAFolderAreRecordingsToo() throws IOException {
        Files.createDirectories(folder.resolve("cat"));
        Files.writeString(folder.resolve("cat/a.ts"), "@data\n1,2\n3\n");
        Files.writeString(folder.resolve("b.ts"), "@classLabel true dog\n@data\n1,2:dog\n");
        touch("cat/c.zip");
        RecordingFiles found = RecordingFiles.find(folder);
        assertThat(found.recordings())
                .extracting(r -> r.name() + " " + r.label().orElseThrow())
                .containsExactly("b.ts/0 dog", "cat/a.ts/0 cat", "cat/a.ts/1 cat");
        assertThat(found.skipped().count()).isEqualTo(1);
    }

    @Test
    void aFileIsItselfWhateverItsName() throws IOException {
        touch("0/odd.name");
        Path path = folder.resolve("0/odd.name");
        assertThat(RecordingFiles.find(path).recordings())
                .containsExactly(new RecordingFile(path, "odd.name", Optional.empty()));
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThatThrownBy(() -> RecordingFiles.find(folder.resolve("none")))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("none: there is no such file or folder");
    }

    @Test
    void theNmnistFolderHoldsItsLabels() {
        RecordingFiles found = RecordingFiles.find(SharedData.folder("nmnist"));
        assertThat(found.recordings()).hasSize(905);
        assertThat(found.skipped().count()).isEqualTo(1);
        assertThat(found.recordings().get(0).name()).isEqualTo("train/0/00002.bin");
        assertThat(found.recordings().get(904).label()).contains("9");
    }
}
