package org.spikelink.connectors.recordings.events.nmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.bytes;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.nmnist;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

class NmnistDecoderTest {
    private static final OpenOptions NONE = OpenOptions.NONE;

    private static EventDecoder decoder(byte[] file) {
        return new NmnistDecoder(bytes(file), NmnistDecoder.SIZE, false);
    }

    @Test
    void theFieldsOfAnEventAreWhereTheyBelong() {
        byte[] file = concat(nmnist(33, 7, true, 0x7FFFFF), nmnist(0, 33, false, 0x010203));
        assertThat(events(decoder(file)))
                .containsExactly(
                        new Event(0x7FFFFF, 33, 7, true), new Event(0x010203, 0, 33, false));
    }

    @Test
    void aRowOf240IsNoEventAndAdds8192MicrosecondsToWhatFollows() {
        byte[] file =
                concat(
                        nmnist(1, 1, true, 8000),
                        nmnist(99, 240, false, 123),
                        nmnist(2, 2, true, 10),
                        nmnist(99, 240, true, 0),
                        nmnist(3, 3, false, 20));
        assertThat(events(decoder(file)))
                .containsExactly(
                        new Event(8000, 1, 1, true),
                        new Event(8202, 2, 2, true),
                        new Event(16404, 3, 3, false));
    }

    @Test
    void overflowEntriesAloneAreARecordingWithoutEvents() {
        byte[] file = new byte[5 * 100_000];
        for (int i = 1; i < file.length; i += 5) {
            file[i] = (byte) 240;
        }
        assertThat(events(decoder(file))).isEmpty();
    }

    @Test
    void aCutEventIsAnErrorAtItsFirstByte() {
        byte[] file = concat(nmnist(1, 1, true, 1), new byte[4]);
        assertThatThrownBy(() -> events(decoder(file)))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 5: an event must have 5 bytes (got 4)");
    }

    @Test
    void anEventOutsideTheSensorIsAnErrorAtItsFirstByteUnlessALargerSensorIsStated() {
        byte[] file =
                concat(nmnist(33, 33, true, 1), nmnist(34, 0, true, 2), nmnist(1, 2, true, 3));
        assertThatThrownBy(() -> events(open(file, NONE)))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "test at byte 5: x and y must be below 34 and 34 (got 34, 0); state a larger sensor with --sensor");
        assertThat(events(open(file, NONE.withSensor("35x34")))).hasSize(3);
        EventDecoder lenient = open(file, NONE.asLenient());
        assertThat(events(lenient)).extracting(Event::tUs).containsExactly(1L, 3L);
        assertThat(lenient.skipped()).isEqualTo(Map.of("events outside the sensor", 1L));
    }

    @Test
    void randomBytesAreNoRecording() {
        byte[] file = new byte[5000];
        new SplittableRandom(7).nextBytes(file);
        assertThatThrownBy(() -> events(open(file, NONE)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("at byte 0: x and y must be below 34 and 34");
    }

    private static EventDecoder open(byte[] file, OpenOptions options) {
        return new NmnistFormat().open(source(file), options);
    }
}
