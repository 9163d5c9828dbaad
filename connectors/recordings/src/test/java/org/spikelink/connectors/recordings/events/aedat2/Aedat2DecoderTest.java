package org.spikelink.connectors.recordings.events.aedat2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class Aedat2DecoderTest {
    private static final String FIRST = "#!AER-DAT2.0\r\n";
    private static final String MAGIC = FIRST + "# AEChip: DVS128\r\n";
    private static final String DAVIS =
            FIRST + "# AEChip: eu.seebetter.ini.chips.davis.Davis640\r\n";
    private static final String END = "#End Of ASCII Header\r\n";

    private static List<Event> decode(Object... parts) {
        return events(new Aedat2Decoder(source(concat(parts)), OpenOptions.NONE));
    }

    @Test
    void linesThatNameTwoChipsAreRejected() {
        String davis = DAVIS.substring(FIRST.length());

        assertThatThrownBy(() -> decode(MAGIC, davis, END, aedat2(1, 2)))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte %d: the header must name one chip (got another AEChip line, \"eu.seebetter.ini.chips.davis.Davis640\")"
                                .formatted(MAGIC.length()));
    }

    @Test
    void theFieldsOfAnEventAreWhereTheyBelong() {
        assertThat(decode(MAGIC, aedat2(127 << 8 | 5 << 1 | 1, 9), aedat2(3 << 8 | 127 << 1, 10)))
                .containsExactly(new Event(9, 5, 127, true), new Event(10, 127, 3, false));
    }

    @Test
    void timeIsUnsignedAndItsWrapIsUndone() {
        long late = 0xFFFF_FFF0L;
        assertThat(decode(MAGIC, aedat2(0, 0x8000_0001L), aedat2(0, late), aedat2(0, 5)))
                .extracting(Event::tUs)
                .containsExactly(0x8000_0001L, late, (1L << 32) + 5);
    }

    @Test
    void aSmallStepBackIsNoWrapAlsoAcrossOne() {
        long late = 0xFFFF_FFF0L;
        assertThat(
                        decode(
                                MAGIC,
                                aedat2(0, late),
                                aedat2(0, late - 3),
                                aedat2(0, 5),
                                aedat2(0, late),
                                aedat2(0, 6)))
                .extracting(Event::tUs)
                .containsExactly(late, late - 3, (1L << 32) + 5, late, (1L << 32) + 6);
    }

    @Test
    void aPauseOfMoreThanHalfTheClockIsNoStepBack() {
        assertThat(decode(MAGIC, aedat2(0, 7), aedat2(0, 0x9000_0000L)))
                .extracting(Event::tUs)
                .containsExactly(7L, 0x9000_0000L);
    }

    @Test
    void specialEventsHaveNoPixelAndAreLeftOut() {
        assertThat(decode(MAGIC, aedat2(1 << 15, 1), aedat2(0, 2)))
                .extracting(Event::tUs)
                .containsExactly(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x23000000, 0x230A0C00, 0x23232400, 0x23202000})
    void theFirstEventByteMayBeTheHeadersSign(int address) {
        byte[] event = aedat2(address, 0x23202020);
        byte[] next = aedat2(0x101000, 0x23202021);
        assertThat(decode(DAVIS, END, event, next)).isNotEmpty();
        assertThat(decode(DAVIS, "# text\r\n", event, next))
                .isEqualTo(decode(DAVIS, END, event, next));
    }

    @Test
    void aHeaderMayEndItsLinesWithLineFeedsAlone() {
        assertThat(decode("#!AER-DAT2.0\n# AEChip: DVS128\n", aedat2(0, 1), aedat2(0, 2)))
                .hasSize(2);
    }

    @Test
    void aHeaderWithoutEventsIsAnEmptyRecording() {
        assertThat(decode(FIRST)).isEmpty();
        assertThat(decode(MAGIC, "# AEChip: DVS128\r\n", END)).isEmpty();
    }

    @Test
    void aHeaderLineWithoutEndIsAnError() {
        assertThatThrownBy(() -> decode(FIRST, "# AEChip: DV"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 14: a header line must end with CRLF (got \"# AEChip: DV\")");
    }

    @Test
    void anEndlessHeaderLineIsAnErrorInBoundedMemory() {
        byte[] line = "#".repeat(1 << 20).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> decode(MAGIC, line))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("a header line must end with CRLF");
    }

    @Test
    void anotherChipIsAnErrorBecauseItsAddressesMeanOtherThings() {
        assertThatThrownBy(() -> decode(FIRST, "# AEChip: my.NotADVS128\r\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 14: AEDAT 2.0 must be of a DVS128, DAVIS or CochleaAMS1b or c"
                                + " (got AEChip \"my.NotADVS128\")");
        assertThatThrownBy(() -> decode(FIRST, "# AEChip: \u001b[31mDVS128\r\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith("(got AEChip \".[31mDVS128\")");
    }

    @Test
    void aDavisHasOtherAddressesAndSendsSamplesBetweenItsEvents() {
        byte[] content =
                concat(
                        DAVIS,
                        aedat2(179 << 22 | 239 << 12 | 1 << 11, 5),
                        aedat2(1 << 31 | 0x3FF, 6),
                        aedat2(1 << 10, 7),
                        aedat2(1 << 22 | 2 << 12, 8));
        Aedat2Decoder decoder = new Aedat2Decoder(source(content), OpenOptions.NONE);
        assertThat(events(decoder))
                .containsExactly(new Event(5, 239, 179, true), new Event(8, 2, 1, false));
        assertThat(decoder.skipped())
                .isEqualTo(Map.of("frame and IMU samples", 1L, "special events", 1L));
    }

    @Test
    void anAddressThatContradictsTheChipIsAnErrorAtItsByte() {
        assertThatThrownBy(() -> decode(MAGIC, aedat2(2, 1), aedat2(1 << 16, 2)))
                .isInstanceOf(RecordingException.class)
                .hasMessageStartingWith(
                        "test at byte 40: the address 0x00010000 is not one of a DVS128 of 128x128");
    }

    /** Simulators write the chip of a smaller sensor. */
    @Test
    void aLargerSensorOfTheLayoutMayBeStated() {
        byte[] file =
                concat(DAVIS.replace("Davis640", "DAVIS240C"), aedat2(230 << 22 | 300 << 12, 1));
        assertThatThrownBy(() -> events(new Aedat2Decoder(source(file), OpenOptions.NONE)))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith(
                        "the address 0x3992C000 is not one of a DAVIS of 240x180; state a larger sensor with --sensor");
        for (String sensor : List.of("DAVIS346B", "346x260")) {
            Aedat2Decoder decoder =
                    new Aedat2Decoder(source(file), OpenOptions.NONE.withSensor(sensor));
            assertThat(events(decoder)).containsExactly(new Event(1, 300, 230, false));
            assertThat(decoder.sensorSize()).contains(new SensorSize(346, 260));
        }
        Aedat2Decoder smaller =
                new Aedat2Decoder(source(file), OpenOptions.NONE.withSensor("128x128"));
        assertThat(smaller.sensorSize()).contains(new SensorSize(240, 180));
    }

    @Test
    void withoutAChipTheAddressesDecideOrTheUserDoes() {
        assertThat(decode(FIRST, aedat2(2 << 22 | 5 << 12, 1)))
                .containsExactly(new Event(1, 5, 2, false));
        assertThatThrownBy(() -> decode(FIRST, aedat2(5 << 1, 1)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("state it with --sensor");
        byte[] open = concat(FIRST, aedat2(1 << 11, 1));
        OpenOptions davis = OpenOptions.NONE.withSensor("DAVIS346B");
        Aedat2Decoder decoder = new Aedat2Decoder(source(open), davis);
        assertThat(decoder.sensorSize().orElseThrow().width()).isEqualTo(346);
        assertThat(decoder.read(new EventChunk())).isTrue();
    }

    @Test
    void aCochleaSendsChannelsEarsAndNeurons() {
        String header = "#!AER-DAT2.0\r\n# AEChip: ch.unizh.ini.jaer.chip.cochlea.CochleaAMS1c\r\n";
        byte[] end = concat("#End Of ASCII Header\r\n");
        byte[] spikes = concat(aedat2(63 << 2 | 2 | 3 << 8, 7), aedat2(1 << 2 | 1, 8));
        byte[] sample = aedat2(1 << 13 | 1023, 9);
        Aedat2Decoder decoder =
                new Aedat2Decoder(source(concat(header, end, spikes, sample)), OpenOptions.NONE);
        assertThat(events(decoder))
                .containsExactly(new Event(7, 63, 14, true), new Event(8, 1, 1, true));
        assertThat(decoder.skipped()).containsEntry("frame and IMU samples", 1L);
        assertThat(decoder.sensorSize()).contains(new SensorSize(64, 16));
        assertThatThrownBy(
                        () ->
                                events(
                                        new Aedat2Decoder(
                                                source(concat(header, end, aedat2(1 << 16, 1))),
                                                OpenOptions.NONE)))
                .hasMessageContaining("the address 0x00010000 is not one of a AMS");
    }
}
