package org.spikelink.connectors.recordings.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.DAT_HEADER;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Format;
import org.spikelink.connectors.recordings.events.aedat3.Aedat3Format;
import org.spikelink.connectors.recordings.events.aedat4.Aedat4Format;
import org.spikelink.connectors.recordings.events.dat.DatFormat;
import org.spikelink.connectors.recordings.events.es.EsFormat;
import org.spikelink.connectors.recordings.events.evt.EvtFormat;
import org.spikelink.connectors.recordings.events.table.NpyEventsFormat;
import org.spikelink.connectors.recordings.io.RecordingException;

class LenientReadingTest {
    private static final OpenOptions LENIENT = OpenOptions.NONE.asLenient();

    @Test
    void invalidWordsOfEvtAreSkippedAndCounted() {
        byte[] words = words(0x80000001, 0x10000801, 0x40000000, 0x90000000, 0x00001002);
        EventDecoder decoder = open(EvtFormat.EVT2, concat("% evt 2.0\n% end\n", words), LENIENT);
        assertThat(events(decoder))
                .containsExactly(new Event(64, 1, 1, true), new Event(64, 2, 2, false));
        assertThat(decoder.skipped()).isEqualTo(Map.of("invalid words", 2L));
    }

    @Test
    void wordsOfDatThatContradictItsVersionAreSkippedAndCounted() {
        byte[] words = words(10, 0x20201, 11, 0x10000000, 12, 0x00402);
        byte[] file = concat(DAT_HEADER.replace("2", "1"), "\0\10", words);
        EventDecoder decoder = open(new DatFormat(), file, LENIENT);
        assertThat(events(decoder))
                .containsExactly(new Event(10, 1, 1, true), new Event(12, 2, 2, false));
        assertThat(decoder.skipped()).isEqualTo(Map.of("invalid words", 1L));
    }

    @Test
    void aedat4GoesOnAtTheNextPacketThatIsWhole() {
        byte[] broken = packet(2, 22);
        broken[28] = 77; // where the table begins
        byte[] file =
                concat(
                        "#!AER-DAT4.0\r\n",
                        "\20\0\0\0\14\0\0\0IOHE\4\0\4\0\4\0\0\0",
                        packet(1, 11),
                        broken,
                        "lost",
                        packet(3, 33));
        EventDecoder decoder = open(new Aedat4Format(), file, LENIENT);
        assertThat(events(decoder))
                .containsExactly(new Event(11, 1, 0, true), new Event(33, 3, 0, true));
        assertThat(decoder.skipped())
                .isEqualTo(Map.of("damaged packets", 1L, "bytes between packets", 4L));
        assertThatThrownBy(() -> events(open(new Aedat4Format(), file, OpenOptions.NONE)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("at byte 90: the packet holds a broken FlatBuffer");
    }

    @Test
    void aStreamThatIsNotThereIsAnErrorThatListsTheStreams() {
        byte[] other = packet(4, 44);
        other[0] = 3; // of stream 3
        byte[] file =
                concat(
                        "#!AER-DAT4.0\r\n",
                        "\20\0\0\0\14\0\0\0IOHE\4\0\4\0\4\0\0\0",
                        packet(1, 11),
                        other);
        EventDecoder third = open(new Aedat4Format(), file, OpenOptions.NONE.withStreamIndex(3));
        assertThat(events(third)).containsExactly(new Event(44, 4, 0, true));
        assertThatThrownBy(
                        () ->
                                events(
                                        open(
                                                new Aedat4Format(),
                                                file,
                                                OpenOptions.NONE.withStreamIndex(1))))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith(
                        "--stream-index must be one of the file's streams of events, 0, 3 (got 1)");
    }

    @Test
    void addressesThatAChipDoesNotHaveAreSkippedAndCounted() {
        byte[] file =
                concat(
                        "#!AER-DAT2.0\r\n# AEChip: DVS128\r\n",
                        aedat2(2 << 1, 5),
                        aedat2(0x10000, 6),
                        aedat2(3 << 1, 7));
        EventDecoder decoder = open(new Aedat2Format(), file, LENIENT);
        assertThat(events(decoder)).extracting(Event::tUs).containsExactly(5L, 7L);
        assertThat(decoder.skipped()).isEqualTo(Map.of("invalid events", 1L));
    }

    @Test
    void aedat3GoesOnAtTheNextHeader() {
        byte[] file =
                concat(
                        "#!AER-DAT3.1\r\n#!END-HEADER\r\n",
                        aedat3(1, 11),
                        "lost",
                        aedat3(2, 22),
                        new byte[9],
                        aedat3(3, 33));
        EventDecoder decoder = open(new Aedat3Format(), file, LENIENT);
        assertThat(events(decoder)).extracting(Event::tUs).containsExactly(11L, 22L, 33L);
        assertThat(decoder.skipped()).isEqualTo(Map.of("bytes between packets", 13L));
        assertThatThrownBy(() -> events(open(new Aedat3Format(), file, OpenOptions.NONE)))
                .isInstanceOf(RecordingException.class);
    }

    private static byte[] aedat3(int x, int tUs) {
        return words(1 | 1 << 16, 8, 4, 0, 1, 1, 1, x << 17 | 3, tUs);
    }

    @Test
    void anEventStreamGoesOnWhereManyPixelsAreOnTheSensor() {
        byte[] event = {2, 1, 0, 2, 0};
        byte[] file =
                concat(
                        "Event Stream\2\0\0\1\11\0\11\0",
                        repeat(event, 3),
                        new byte[] {2, 99, 99},
                        repeat(event, 9));
        EventDecoder decoder = open(new EsFormat(), file, LENIENT);
        assertThat(events(decoder)).hasSize(12).extracting(Event::x).containsOnly(1);
        assertThat(decoder.skipped()).isEqualTo(Map.of("bytes between events", 3L));
    }

    private static byte[] repeat(byte[] part, int times) {
        return concat(Collections.nCopies(times, part).toArray());
    }

    @Test
    void entriesOfArraysWithoutAPixelAreSkippedAndCounted() {
        String header =
                "{'descr': '<i2', 'fortran_order': False, 'shape': (4, 4), }               \n";
        byte[] file =
                concat(
                        "\u0093NUMPY\1\0" + (char) header.length() + '\0',
                        header,
                        new byte[] {5, 0, 1, 0, 2, 0, 1, 0},
                        new byte[] {6, 0, -1, -1, 2, 0, 1, 0},
                        new byte[] {7, 0, 1, 0, 2, 0, 9, 0},
                        new byte[] {8, 0, 3, 0, 4, 0, 0, 0});
        OpenOptions rows = OpenOptions.NONE.withColumns(List.of("t", "x", "y", "p"));
        EventDecoder decoder = open(new NpyEventsFormat(), file, rows.asLenient());
        assertThat(events(decoder))
                .containsExactly(new Event(5, 1, 2, true), new Event(8, 3, 4, false));
        assertThat(decoder.skipped()).isEqualTo(Map.of("invalid entries", 2L));
    }

    private static EventDecoder open(EventFormat format, byte[] file, OpenOptions options) {
        return format.open(source(file), options);
    }

    /** One event at row 0. */
    private static byte[] packet(int x, int tUs) {
        return concat(
                "\0\0\0\0\60\0\0\0",
                "\54\0\0\0\20\0\0\0EVTS\6\0\10\0\4\0\0\0\10\0\0\0\4\0\0\0\1\0\0\0",
                words(tUs, 0, x, 1));
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
