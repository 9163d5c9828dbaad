package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.aedat2;
import static org.spikelink.connectors.recordings.TestFiles.bytes;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.aedat2.Aedat2Decoder;

class Aedat2DecoderTest {
    private static final String MAGIC = "#!AER-DAT2.0\r\n";
    private static final String END = "#End Of ASCII Header\r\n";

    private static List<Event> decode(Object... parts) {
        return events(new Aedat2Decoder(bytes(concat(parts))));
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
    @ValueSource(ints = {0x23000000, 0x230A0D0A, 0x23232323, 0x2320200A})
    void theFirstEventByteMayBeTheHeadersSign(int address) {
        byte[] event = aedat2(address, 0x23202020);
        byte[] next = aedat2(0x101, 0x23202021);
        assertThat(decode(MAGIC, END, event, next)).hasSize(2);
        assertThat(decode(MAGIC, "# text\r\n", event, next)).hasSize(2);
    }

    @Test
    void aHeaderMayEndItsLinesWithLineFeedsAlone() {
        assertThat(decode("#!AER-DAT2.0\n# AEChip: DVS128\n", aedat2(0, 1), aedat2(0, 2)))
                .hasSize(2);
    }

    @Test
    void aHeaderWithoutEventsIsAnEmptyRecording() {
        assertThat(decode(MAGIC)).isEmpty();
        assertThat(decode(MAGIC, "# AEChip: DVS128\r\n", END)).isEmpty();
    }

    @Test
    void aHeaderLineWithoutEndIsAnError() {
        assertThatThrownBy(() -> decode(MAGIC, "# AEChip: DV"))
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
        assertThatThrownBy(() -> decode(MAGIC, "# AEChip: eu.seebetter.Davis240C\r\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 14: AEDAT 2.0 must be of a DVS128"
                                + " (got AEChip \"eu.seebetter.Davis240C\")");
    }
}
