package org.spikelink.connectors.recordings.events.dat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.DAT_HEADER;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.dat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class DatDecoderTest {
    private static final byte[] CD_OF_8 = {12, 8};

    private static DatDecoder decoder(Object... parts) {
        return new DatDecoder(source(concat(parts)), OpenOptions.NONE);
    }

    @Test
    void theFieldsOfAnEventAreWhereTheyBelong() {
        assertThat(
                        events(
                                decoder(
                                        DAT_HEADER,
                                        new byte[] {0, 8},
                                        dat(1, 16383, 1, 0),
                                        dat(2, 1, 16383, 1))))
                .containsExactly(new Event(1, 16383, 1, false), new Event(2, 1, 16383, true));
    }

    @Test
    void aPolarityOtherThan0And1IsAnErrorAtItsEvent() {
        for (int polarity = 2; polarity < 16; polarity++) {
            byte[] wrong = dat(2, 1, 1, polarity);
            assertThatThrownBy(() -> events(decoder(DAT_HEADER, CD_OF_8, dat(1, 2, 3, 1), wrong)))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining(
                            "at byte %d: the polarity of DAT version 2, bits 28 to 31, must be 0 or 1"
                                    .formatted(DAT_HEADER.length() + 2 + 8));
        }
    }

    @Test
    void theClocksWrapIsUndone() {
        long late = 0xFFFF_FFFFL;
        assertThat(events(decoder(DAT_HEADER, CD_OF_8, dat(late, 0, 0, 0), dat(3, 0, 0, 0))))
                .extracting(Event::tUs)
                .containsExactly(late, (1L << 32) + 3);
    }

    @Test
    void widthAndHeightAreTheSensorSize() {
        assertThat(
                        decoder(DAT_HEADER, "% Height 480\r\n% Width 640\n% end\n", CD_OF_8)
                                .sensorSize())
                .isEqualTo(Optional.of(new SensorSize(640, 480)));
        assertThat(decoder(DAT_HEADER, "% Width 640\n%\n", CD_OF_8).sensorSize()).isEmpty();
    }

    @Test
    void aHeaderWithoutEventsIsAnEmptyRecording() {
        assertThat(events(decoder(DAT_HEADER, CD_OF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|255|test at byte 46: the event size must be 8 (got 255)",
                "12|0|test at byte 46: the event size must be 8 (got 0)",
                "14|8|test at byte 45: the event type must be 0 (2D) or 12 (CD) (got 14)",
            })
    void otherEventsAreRejected(int type, int size, String message) {
        assertThatThrownBy(() -> decoder(DAT_HEADER, new byte[] {(byte) type, (byte) size}))
                .isInstanceOf(RecordingException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "% Version 3~|the version of DAT must be 0, 1 or 2 (got 3)",
                "% Width 0~% Height 5~|Width must be from 1 to 16384 (got 0)",
                "% Width 4~% Height 99999999999~|Height must be from 1 to 16384 (got 99999999999)",
                "% Width x~% Height 5~|Width must be from 1 to 16384 (got x)",
            })
    void anImpossibleHeaderIsRejected(String lines, String message) {
        assertThatThrownBy(() -> decoder(lines.replace('~', '\n'), CD_OF_8))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith(message);
    }

    @Test
    void aHeaderThatEndsEarlyIsAnError() {
        assertThatThrownBy(() -> decoder("% Version 2\n% Dat"))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 12: a header line must end with a line feed (got 5 bytes)");
        assertThatThrownBy(() -> decoder(DAT_HEADER, new byte[] {12}))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must follow the header");
    }

    @Test
    void aCutEventIsAnErrorAtItsFirstByte() {
        assertThatThrownBy(() -> events(decoder(DAT_HEADER, CD_OF_8, dat(1, 1, 1, 1), new byte[7])))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 55: an event must have 8 bytes (got 7)");
    }
}
