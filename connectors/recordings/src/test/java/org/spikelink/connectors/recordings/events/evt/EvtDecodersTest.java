package org.spikelink.connectors.recordings.events.evt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class EvtDecodersTest {
    private static final String LITTLE = "% format EVT21;endianness=little;width=64;height=8\n";
    private static final String LEGACY = "% format EVT21;endianness=legacy\n% end\n";

    @Test
    void evt2KeepsTheUpperTimeInWordsOfItsOwn() {
        EventDecoder decoder =
                open(EvtFormat.EVT2, "% evt 2.0\n", ints(7, 0x80000001, event2(1, 3, 5, 9)));
        assertThat(events(decoder)).containsExactly(new Event(64 + 3, 5, 9, true));
        assertThat(decoder.skipped()).isEqualTo(Map.of("words before the first time", 1L));
    }

    @Test
    void evt2UnwrapsItsClockOf34Bits() {
        byte[] words =
                ints(0x8FFFFFFF, event2(0, 0, 1, 1), 0x80000000, event2(0, 1, 1, 1), 0x8FFFFFFF);
        assertThat(events(open(EvtFormat.EVT2, "", words)))
                .extracting(Event::tUs)
                .containsExactly((1L << 34) - 64, (1L << 34) + 1);
    }

    @Test
    void aWordOfNoKnownTypeIsAnErrorAtItsByte() {
        assertThatThrownBy(
                        () -> events(open(EvtFormat.EVT2, "% end\n", ints(0x80000000, 0x40000000))))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 10: a word of EVT 2.0 must be of type 0, 1, 8, A, E or F"
                                + " (got 4)");
        assertThatThrownBy(() -> events(open(EvtFormat.EVT3, "", shorts(0x8000, 0x9000))))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 2: a word of EVT 3.0 must not be of the reserved type 9");
    }

    @Test
    void evt21HoldsUpTo32EventsAWordInBothOrders() {
        long time = 0x80000001L << 32;
        long events = (event2(1, 2, 32, 3) & 0xFFFFFFFFL) << 32 | 0x80000001L;
        List<Event> expected = List.of(new Event(66, 32, 3, true), new Event(66, 63, 3, true));
        EventDecoder little = open(EvtFormat.EVT21, LITTLE, longs(time, events));
        assertThat(little.sensorSize()).contains(new SensorSize(64, 8));
        assertThat(events(little)).isEqualTo(expected);
        byte[] swapped = longs(Long.rotateLeft(time, 32), Long.rotateLeft(events, 32));
        assertThat(events(open(EvtFormat.EVT21, LEGACY, swapped))).isEqualTo(expected);
    }

    @Test
    void whereTheHeaderDoesNotStateTheOrderOfEvt21TheWordsDecide() {
        long time = 0x80000001L << 32;
        long events = (event2(1, 2, 32, 3) & 0xFFFFFFFFL) << 32 | 0x40000001L;
        byte[] words = longs(time, events);
        assertThat(events(open(EvtFormat.EVT21, "% evt 2.1\n", words))).hasSize(2);
        byte[] swapped = longs(Long.rotateLeft(time, 32), Long.rotateLeft(events, 32));
        assertThat(events(open(EvtFormat.EVT21, "% evt 2.1\n", swapped))).hasSize(2);
        byte[] open = longs(0x8000000180000001L);
        assertThatThrownBy(() -> open(EvtFormat.EVT21, "% evt 2.1\n", open))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("state it with --layout little");
    }

    @Test
    void evt3BuildsEventsFromRowsTimesAndVectors() {
        byte[] words =
                shorts(0x2001, 0x8001, 0x6002, 0x0007, 0x2805, 0x3810, 0x4003, 0x5081, 0xA001);
        EventDecoder decoder = open(EvtFormat.EVT3, "% evt 3.0\n% geometry 640x480\n", words);
        long t = 1 << 12 | 2;
        assertThat(events(decoder))
                .containsExactly(
                        new Event(t, 5, 7, true),
                        new Event(t, 16, 7, true),
                        new Event(t, 17, 7, true),
                        new Event(t, 28, 7, true),
                        new Event(t, 35, 7, true));
        assertThat(decoder.sensorSize()).contains(new SensorSize(640, 480));
        assertThat(decoder.skipped())
                .isEqualTo(Map.of("triggers", 1L, "words before the first time", 1L));
    }

    @Test
    void evt3CountsALoopOnlyWhereTheUpperTimeFallsFar() {
        byte[] words =
                shorts(0x8FFF, 0x6005, 0x2001, 0x6003, 0x2001, 0x8FFE, 0x2001, 0x8000, 0x2001);
        assertThat(events(open(EvtFormat.EVT3, "", words)))
                .extracting(Event::tUs)
                .containsExactly(0xFFF005L, 0xFFF003L, 0xFFE003L, 0x1000003L);
    }

    @Test
    void aHeaderOfAnotherVersionContradictsTheStatedFormat() {
        assertThatThrownBy(() -> open(EvtFormat.EVT2, "% evt 3.0\n", new byte[0]))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test: the header must state EVT 2.0, as --format does (got EVT 3.0)");
    }

    private static EventDecoder open(EvtFormat format, String header, byte[] words) {
        return format.open(source(concat(header, words)), OpenOptions.NONE);
    }

    private static int event2(int on, int lowUs, int x, int y) {
        return on << 28 | lowUs << 22 | x << 11 | y;
    }

    private static byte[] shorts(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putShort((short) word);
        }
        return bytes.array();
    }

    private static byte[] ints(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] longs(long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            bytes.putLong(word);
        }
        return bytes.array();
    }
}
