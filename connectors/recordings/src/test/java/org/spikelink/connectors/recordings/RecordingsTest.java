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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingsTest {
    private static final String SUPPORTED =
            "supported: N-MNIST (.bin), AEDAT 2.0 (.aedat), Prophesee DAT (.dat)";

    @TempDir Path folder;

    @Test
    void contentTellsTheFormatBeforeTheNameDoes() throws IOException {
        Path path = write(folder, "a.dat", "#!AER-DAT2.0\r\n", aedat2(0, 1));
        assertFormat(path, RecordingFormat.AEDAT2);
        assertFormat(write(folder, "b.bin", DAT_HEADER, new byte[] {0, 8}), RecordingFormat.DAT);
        assertFormat(write(folder, "c.BIN", nmnist(1, 2, true, 3)), RecordingFormat.NMNIST);
        assertFormat(
                write(folder, "d.dat", "% Version 2\n", new byte[] {0, 8}), RecordingFormat.DAT);
    }

    private static void assertFormat(Path path, RecordingFormat format) {
        try (Decoder decoder = Recordings.open(path)) {
            assertThat(decoder.format()).isEqualTo(format);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#!AER-DAT4.0~|AEDAT 4",
                "#!AER-DAT3.1~|AEDAT 3.1",
                "% Date 2020~% evt 3.0~|Prophesee EVT",
                "% Date 2020~% format EVT2;width=640~|Prophesee EVT",
                "Event Stream|Event Stream",
            })
    void aFormatThatIsNotSupportedYetIsNamed(String head, String title) throws IOException {
        Path path = write(folder, "x.bin", head.replace('~', '\n'), "....");
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessage(path + ": " + title + " is not supported yet; " + SUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "davis-346x260.aedat4",
                "empty-stereo.aedat4",
                "evt2-640x480.raw",
                "evt3-1280x720.raw",
                "ncars-004397.es"
            })
    void aRealRecordingOfAnotherFormatIsNamed(String name) {
        Path path = SharedData.folder("recordings").resolve(name);
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(" is not supported yet");
    }

    @Test
    void anUnknownFormatIsAnErrorThatSaysWhatIsSupported() throws IOException {
        Path path = write(folder, "x.mp4", new byte[] {0, 1, (byte) 0xAB}, "ftypmp42");
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        path
                                + ": the format is unknown (begins with 00 01 ab 66 74 79 70 6d); "
                                + SUPPORTED);
    }

    @Test
    void aBinFileOfAnotherLengthIsRefusedBeforeAnyEvent() throws IOException {
        Path path = write(folder, "x.bin", new byte[12]);
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        path
                                + ": an N-MNIST file must hold whole events of 5 bytes"
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
