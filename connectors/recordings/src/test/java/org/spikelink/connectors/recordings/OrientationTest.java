package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Whatever the file does: x to the right, y down from the top, ON = 1. */
class OrientationTest {
    private static final String HEADER = "#!AER-DAT2.0\r\n# AEChip: %s\r\n#End Of ASCII Header\r\n";

    @TempDir Path folder;

    /** The Event Stream's header states the extent of the events, 54x239; the camera has 304x240 pixels. */
    @Test
    void oneRecordingInTwoFormatsHasTheSameEvents() {
        Path data = SharedData.folder("recordings");
        OpenOptions atis = OpenOptions.NONE.withSensor("304x240");
        try (EventDecoder dat = Recordings.open(data.resolve("ncars-004397.dat"), atis);
                EventDecoder es = Recordings.open(data.resolve("ncars-004397.es"), atis)) {
            List<Event> expected = sorted(TestFiles.events(dat));
            assertThat(expected).hasSize(4407);
            assertThat(sorted(TestFiles.events(es))).isEqualTo(expected);
        }
    }

    /** Events of the same time have another order in the other file. */
    private static List<Event> sorted(List<Event> events) {
        return events.stream()
                .sorted(
                        Comparator.comparingLong(Event::tUs)
                                .thenComparingInt(Event::x)
                                .thenComparingInt(Event::y)
                                .thenComparing(Event::on))
                .toList();
    }

    @Test
    void aDvs128CountsFromTheRightAndTheBottomAndMarksOff() throws IOException {
        Path file =
                write(
                        folder,
                        "a.aedat",
                        HEADER.formatted("ch.unizh.ini.jaer.chip.retina.DVS128"),
                        aedat2(3 << 1 | 5 << 8, 7),
                        aedat2(127 << 1 | 127 << 8 | 1, 8));
        assertThat(TestFiles.events(file))
                .containsExactly(new Event(7, 124, 122, true), new Event(8, 0, 0, false));
        try (EventDecoder stored = Recordings.openAsStored(file, OpenOptions.NONE)) {
            assertThat(TestFiles.events(stored))
                    .containsExactly(new Event(7, 3, 5, false), new Event(8, 127, 127, true));
        }
    }

    @Test
    void aDavisCountsFromTheRightAndTheBottomAndMarksOn() throws IOException {
        Path file =
                write(
                        folder,
                        "a.aedat",
                        HEADER.formatted("eu.seebetter.ini.chips.davis.DAVIS240C"),
                        aedat2(3 << 12 | 5 << 22 | 1 << 11, 7));
        assertThat(TestFiles.events(file)).containsExactly(new Event(7, 236, 174, true));
    }

    @Test
    void aSensorOfUnknownSizeMustBeStated() throws IOException {
        Path file = write(folder, "a.aedat", "#!AER-DAT2.0\r\n", aedat2(3 << 12 | 5 << 22, 7));
        assertThatThrownBy(() -> Recordings.open(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("state it with --sensor, DAVIS346B or 240x180 for example");
        OpenOptions davis = OpenOptions.NONE.withSensor("240x180");
        try (EventDecoder events = Recordings.open(file, davis)) {
            assertThat(TestFiles.events(events)).containsExactly(new Event(7, 236, 174, false));
        }
    }
}
