package org.spikelink.connectors.recordings.events.es;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class EsFormatTest {
    @Test
    void aDvsStreamCountsTimeFromEventToEvent() {
        assertThat(events(open(1, 0xFF, 0xFE, 3 << 1 | 1, 2, 0, 1, 0, 1 << 1, 0, 0, 0, 0)))
                .containsExactly(new Event(130, 2, 1, true), new Event(131, 0, 0, false));
    }

    @Test
    void exposuresOfAnAtisAreSkippedAndCounted() {
        EventDecoder decoder = open(2, 0xFD, 1 << 2 | 2, 1, 0, 1, 0, 1 << 2 | 1, 1, 0, 1, 0);
        assertThat(events(decoder)).containsExactly(new Event(64, 1, 1, true));
        assertThat(decoder.skipped()).isEqualTo(Map.of("exposures", 1L));
    }

    @Test
    void aColourStreamGivesTimeAndPlace() {
        assertThat(events(open(4, 0xFF, 7, 1, 0, 2, 0, 9, 9, 9)))
                .containsExactly(new Event(261, 1, 2, false));
    }

    @Test
    void aGenericStreamIsRejectedByName() {
        assertThatThrownBy(() -> open(0))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 15: generic Event Streams have no pixels and are not"
                                + " supported");
    }

    @Test
    void aPlaceOutsideTheSensorIsAnErrorAtItsEvent() {
        assertThatThrownBy(() -> events(open(1, 2, 9, 0, 0, 0)))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 20: x and y must be below 3 and 3, as the header says"
                                + " (got 9, 0)");
    }

    @Test
    void theSizeOfTheSensorCanBeStated() {
        byte[] file = concat("Event Stream", new byte[] {2, 0, 0, 1, 3, 0, 3, 0, 5, 1, 0, 2, 0});
        OpenOptions larger = OpenOptions.NONE.withSensor("304x240");
        assertThat(new EsFormat().open(source(file), larger).sensorSize())
                .contains(new SensorSize(304, 240));
        OpenOptions smaller = OpenOptions.NONE.withSensor("2x240");
        assertThatThrownBy(() -> new EsFormat().open(source(file), smaller))
                .isInstanceOf(RecordingException.class)
                .hasMessageEndingWith(
                        "--sensor must be at least 3x3, as the header says (got 2x240)");
    }

    @Test
    void aSensorThatNoModelCanTakeIsRejectedWithItsSize() {
        byte[] most = {2, 0, 0, 1, 0, 0x40, 0, 0x40, 5, -1, 0x3F, -1, 0x3F};
        assertThat(events(new EsFormat().open(source(file(most)), OpenOptions.NONE)))
                .containsExactly(new Event(2, 16_383, 16_383, true));
        for (byte[] size : new byte[][] {{-1, -1, -1, -1}, {1, 0x40, 3, 0}, {3, 0, 1, 0x40}}) {
            byte[] head = {2, 0, 0, 1, size[0], size[1], size[2], size[3]};
            int width = (size[0] & 0xFF) | (size[1] & 0xFF) << 8;
            int height = (size[2] & 0xFF) | (size[3] & 0xFF) << 8;
            assertThatThrownBy(() -> new EsFormat().open(source(file(head)), OpenOptions.NONE))
                    .isInstanceOf(RecordingException.class)
                    .hasMessage(
                            "test at byte 16: a sensor must have at most 16384x16384 pixels (got %dx%d)"
                                    .formatted(width, height));
        }
    }

    private static byte[] file(byte[] afterMagic) {
        return concat("Event Stream", afterMagic);
    }

    private static EventDecoder open(int type, int... body) {
        byte[] bytes = new byte[body.length];
        for (int n = 0; n < body.length; n++) {
            bytes[n] = (byte) body[n];
        }
        byte[] head = {2, 0, 0, (byte) type, 3, 0, 3, 0};
        return new EsFormat().open(source(concat("Event Stream", head, bytes)), OpenOptions.NONE);
    }
}
