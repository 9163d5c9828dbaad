package org.spikelink.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.cli.Run;
import org.spikelink.local.fixture.TinyModel;

class ExportTest {
    @TempDir Path folder;

    @Test
    void writesBesideTheModelWhatItsFormatIsCalled() {
        Path model = TinyModel.write(folder, "tiny.safetensors");

        Run snntorch = Run.spikelink("export", model, "--to", "snntorch");
        Run npz = Run.spikelink("export", model, "--to", "npz");

        assertThat(snntorch.code()).as(snntorch.err()).isZero();
        assertThat(snntorch.out()).contains("tiny.pt: model tiny/7", "slstm1.lstm_cell.weight_ih");
        assertThat(folder.resolve("tiny.pt")).isNotEmptyFile();
        assertThat(npz.code()).as(npz.err()).isZero();
        assertThat(folder.resolve("tiny.npz")).isNotEmptyFile();
    }

    @Test
    void saysWhereItCannotWriteAndLeavesNothing() throws Exception {
        Path model = TinyModel.write(folder, "tiny.safetensors");
        Path out = Files.createDirectory(folder.resolve("taken")); // no file can replace it
        Files.createFile(out.resolve("something"));

        Run run = Run.spikelink("export", model, "--to", "npz", "--out", out);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("taken: cannot be written");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anUnknownFormatIsWrongUse() {
        Path model = TinyModel.write(folder, "tiny.safetensors");

        Run run = Run.spikelink("export", model, "--to", "keras");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--to", "keras");
    }
}
