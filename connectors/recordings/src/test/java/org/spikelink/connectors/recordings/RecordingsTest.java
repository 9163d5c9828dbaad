package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.DAT_HEADER;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.nmnist;
import static org.spikelink.connectors.recordings.TestFiles.write;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

class RecordingsTest {
    private static final String SUPPORTED = "supported: N-MNIST (.bin, .bs2), AEDAT 2.0 (.aedat), ";

    @TempDir Path folder;

    @Test
    void contentDecidesTheFormatBeforeTheNameDoes() throws IOException {
        Path path = write(folder, "a.dat", "#!AER-DAT2.0\r\n", aedat2(0, 1));
        assertFormat(path, "aedat2");
        assertFormat(write(folder, "b.bin", DAT_HEADER, new byte[] {0, 8}), "dat");
        assertFormat(write(folder, "c.BIN", nmnist(1, 2, true, 3)), "nmnist");
        assertFormat(write(folder, "d.dat", "% Version 2\n", new byte[] {0, 8}), "dat");
    }

    private static void assertFormat(Path path, String id) {
        assertThat(Recordings.formatOf(path, OpenOptions.NONE).id()).isEqualTo(id);
    }

    @Test
    void theFormatCanBeStated() throws IOException {
        Path path = write(folder, "odd.name", nmnist(1, 2, true, 3));
        OpenOptions nmnist = OpenOptions.NONE.withFormat("nmnist");
        assertThat(Recordings.formatOf(path, nmnist).id()).isEqualTo("nmnist");
        assertThatThrownBy(() -> Recordings.open(path, OpenOptions.NONE.withFormat("mp4")))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(": --format must be one of nmnist, ")
                .hasMessageEndingWith(" (got mp4)");
    }

    @Test
    void anUnknownFormatIsAnErrorThatSaysWhatIsSupported() throws IOException {
        Path path = write(folder, "x.mp4", new byte[] {0, 1, (byte) 0xAB}, "ftypmp42");
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(
                        path
                                + ": the format is unknown (begins with 00 01 ab 66 74 79 70 6d); "
                                + SUPPORTED);
    }

    @Test
    void aBinFileOfAnotherLengthIsRejectedBeforeAnyEvent() throws IOException {
        Path path = write(folder, "x.bin", new byte[12]);
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        path
                                + " at byte 10: an N-MNIST file must hold whole events of 5 bytes"
                                + " (got 12 bytes)");
    }

    @Test
    void whatIsNoFileIsAnError() throws IOException {
        assertThatThrownBy(() -> Recordings.open(folder.resolve("none.dat")))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("none.dat: there is no such file");
        assertThatThrownBy(() -> Recordings.open(folder))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("a recording must be a file");
        Path empty = write(folder, "empty.bin");
        assertThatThrownBy(() -> Recordings.open(empty))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("a recording must not be empty (got 0 bytes)");
    }
}
