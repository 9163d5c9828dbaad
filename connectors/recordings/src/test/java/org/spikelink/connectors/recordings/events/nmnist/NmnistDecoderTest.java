package org.spikelink.connectors.recordings.events.nmnist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.bytes;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.nmnist;

import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.io.RecordingException;

class NmnistDecoderTest {
    @Test
    void theFieldsOfAnEventAreWhereTheyBelong() {
        byte[] file = concat(nmnist(33, 7, true, 0x7FFFFF), nmnist(0, 255, false, 0x010203));
        assertThat(events(new NmnistDecoder(bytes(file))))
                .containsExactly(
                        new Event(0x7FFFFF, 33, 7, true), new Event(0x010203, 0, 255, false));
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
        assertThat(events(new NmnistDecoder(bytes(file))))
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
        assertThat(events(new NmnistDecoder(bytes(file)))).isEmpty();
    }

    @Test
    void aCutEventIsAnErrorAtItsFirstByte() {
        byte[] file = concat(nmnist(1, 1, true, 1), new byte[4]);
        assertThatThrownBy(() -> events(new NmnistDecoder(bytes(file))))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 5: an event must have 5 bytes (got 4)");
    }
}
