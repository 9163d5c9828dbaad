package org.spikelink.connectors.recordings.events.aedat3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.events;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikelink.connectors.recordings.TestFiles.Event;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;

class Aedat3FormatTest {
    private static final String HEADER =
            "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n";

    @Test
    void polarityPacketsAreReadAndOthersSkippedAndCounted() {
        EventDecoder decoder =
                open(
                        HEADER,
                        packet(0, 1, 2, new int[2 * 2]),
                        packet(1, 1, 3, 7 << 17 | 9 << 2 | 3, 5, 2, 6, 1 << 17 | 1, 7));
        long overflow = 1L << 31;
        assertThat(events(decoder))
                .containsExactly(
                        new Event(overflow + 5, 7, 9, true), new Event(overflow + 7, 1, 0, false));
        assertThat(decoder.sensorSize()).contains(new SensorSize(128, 128));
        assertThat(decoder.skipped()).isEqualTo(Map.of("special events", 2L, "invalid events", 1L));
    }

    @Test
    void aPacketThatIsCutIsAnError() {
        assertThatThrownBy(() -> events(open(HEADER, packet(1, 0, 2, 1, 5))))
                .isInstanceOf(RecordingException.class)
                .hasMessage("test at byte 97: the file ends within a packet: 1 events are missing");
        assertThatThrownBy(() -> open("#!AER-DAT3.1\r\n#Format: Serial-TS\r\n"))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must be of the format RAW (got Serial-TS)");
    }

    private static EventDecoder open(Object... parts) {
        return new Aedat3Format().open(source(concat(parts)), OpenOptions.NONE);
    }

    private static byte[] packet(int type, int overflow, int number, int... words) {
        ByteBuffer bytes =
                ByteBuffer.allocate(28 + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putShort((short) type).putShort((short) 1).putInt(8).putInt(4).putInt(overflow);
        bytes.putInt(number).putInt(number).putInt(number);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }
}
