package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.dat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

/** What the user states must not contradict the file: the error names both. */
class ContradictingOptionsTest {
    private static final OpenOptions NONE = OpenOptions.NONE;

    @TempDir Path folder;

    private void assertRejected(Path file, OpenOptions options, String... words) {
        assertThatThrownBy(() -> Recordings.open(file, options).close())
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.raw|% evt 2.0~% geometry 640x480~% end~",
                "a.dat|% Data file containing CD events~% Version 2~% Width 640~% Height 480~^",
                "a.csv|# geometry 640,480~t,x,y,p~1,2,3,1~",
            })
    void aSensorOfAnotherSizeThanTheHeadersIsAnError(String name, String text) throws IOException {
        Path file = TestFiles.write(folder, name, text.replace('~', '\n').replace("^", "\f\b"));
        assertRejected(file, NONE.withSensor("304x240"), "--sensor 304x240 contradicts", "640x480");
        assertRejected(file, NONE.withSensor("DVS128"), "--sensor DVS128 contradicts", "640x480");
        assertRejected(file, NONE.withSensor("big"), "--sensor must be a chip", "(got big)");
        assertRejected(file, NONE.withSensor("304x240").asLenient(), "640x480");
        Recordings.open(file, NONE.withSensor("640x480")).close();
    }

    @Test
    void aSensorIsTheSizeOfAFileThatDoesNotSayItAndHoldsItsEvents() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "t,x,y,p\n1,2,3,1\n5,9,3,0\n");
        try (EventDecoder decoder = Recordings.open(file, NONE.withSensor("10x4"))) {
            assertThat(decoder.sensorSize()).isEqualTo(Optional.of(new SensorSize(10, 4)));
            assertThat(TestFiles.events(decoder)).hasSize(2);
        }
        try (EventDecoder decoder = Recordings.open(file, NONE.withSensor("9x4"))) {
            assertThatThrownBy(() -> TestFiles.events(decoder))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("9x4 pixels that --sensor states (got x 9, y 3 at 5 us)");
        }
    }

    @Test
    void anotherChipOrLayoutThanTheHeadersIsAnError() throws IOException {
        Path file =
                TestFiles.write(
                        folder, "a.aedat", "#!AER-DAT2.0\r\n# AEChip: DVS128\r\n", aedat2(2, 5));
        assertRejected(file, NONE.withSensor("DAVIS346B"), "--sensor DAVIS346B", "dvs128");
        assertRejected(file, NONE.withLayout("davis"), "--layout davis", "dvs128");
        Path chipless = TestFiles.write(folder, "b.aedat", "#!AER-DAT2.0\r\n", aedat2(2, 5));
        assertRejected(
                chipless,
                NONE.withSensor("DVS128").withLayout("davis"),
                "--layout davis contradicts --sensor DVS128");
    }

    @Test
    void anotherVersionOfDatThanTheHeadersIsAnError() throws IOException {
        Path file = TestFiles.write(folder, "a.dat", TestFiles.DAT_HEADER, "\f\b", dat(1, 2, 3, 1));
        assertRejected(file, NONE.withLayout("v1"), "--layout v1", "says version 2");
    }

    @Test
    void anotherOrderOfHalvesThanTheHeadersIsAnError() throws IOException {
        Path file =
                TestFiles.write(
                        folder, "a.raw", "% evt 2.1\n% format EVT21;endianness=little\n% end\n");
        assertRejected(file, NONE.withLayout("legacy"), "--layout legacy", "endianness=little");
    }
}
