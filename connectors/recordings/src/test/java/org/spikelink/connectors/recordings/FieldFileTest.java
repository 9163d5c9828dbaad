package org.spikelink.connectors.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.connectors.recordings.TestFiles.concat;
import static org.spikelink.connectors.recordings.TestFiles.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.dat.DatFormat;
import org.spikelink.connectors.recordings.events.mcap.McapFormat;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Files as other tools write them, and hostile ones. */
class FieldFileTest {
    @TempDir Path folder;

    private static byte[] npy(String shape, int bytes) {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }\n";
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        return concat(start, header, new byte[bytes]);
    }

    @Test
    void sizesAsPython2WroteThemAreRead() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), npy("2L, 3L", 24));
        assertThat(SeriesFiles.read(file).get(0).steps()).isEqualTo(2);
    }

    @Test
    void anArrayWithoutChannelsIsRejectedByName() throws IOException {
        Path file = Files.write(folder.resolve("a.npy"), npy("2, 0", 0));
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("must have at least one channel (got [2, 0])");
    }

    @Test
    void aByteOrderMarkBeforeSeriesDoesNotCount() throws IOException {
        Path file = Files.writeString(folder.resolve("a.ts"), "\uFEFF@data\n1,2:3,4\n");
        assertThat(SeriesFiles.read(file)).hasSize(1);
    }

    @Test
    void channelsOfDifferentLengthTakeNoMemoryOfTheirProduct() throws IOException {
        String line = "1" + ",1".repeat(49_999) + ":1".repeat(50_000);
        Path file = Files.writeString(folder.resolve("a.ts"), "@data\n" + line + "\n");
        assertThatThrownBy(() -> SeriesFiles.read(file))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("of one length: 50000 (got 1 in channel 1)");
    }

    @Test
    void anEndlessDatHeaderIsRejected() {
        byte[] header = concat("% Data file containing CD events\n", "% k v\n".repeat(500_000));
        assertThatThrownBy(() -> new DatFormat().open(source(header), OpenOptions.NONE))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining("the header must be at most 1 MiB");
    }

    @Test
    void anArrayOfEventsIsNoSeries() {
        Path data = SharedData.folder("field-recordings");
        assertThat(SeriesFiles.isSeries(data.resolve("structured-txyp.npy"))).isFalse();
        assertThat(SeriesFiles.isSeries(data.resolve("events-columns.npz"))).isFalse();
    }

    @Test
    void eventsInAnMcapFileAreRead() {
        byte[] evt3 = {0, (byte) 0x80, 5, 0x60, 7, 0, 3, 0x28};
        ByteBuffer packet = little(128);
        packet.putInt(0x00000100).putInt(1).putInt(2).putInt(1).putInt(0); // CDR, stamp, frame ""
        packet.position(4 + 16).putInt(480).putInt(640).position(4 + 24).putLong(9).putLong(0);
        packet.putInt(5).put("evt3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        packet.put((byte) 0).position(4 + 52).putInt(evt3.length).put(evt3);
        byte[] schema =
                record(3, little(64).putShort((short) 1), "event_camera_msgs/msg/EventPacket");
        ByteBuffer channel = little(64).putShort((short) 2).putShort((short) 1).putInt(2);
        channel.put((byte) '/').put((byte) 'e').putInt(3).put((byte) 'c').put((byte) 'd');
        byte[] open = record(4, channel.put((byte) 'r').putInt(0), null);
        ByteBuffer message = little(256).putShort((short) 2).position(22);
        byte[] events = record(5, message.put(packet.flip()), null);
        byte[] file = concat("\u0089MCAP0\r\n", schema, open, events);
        assertThat(TestFiles.events(new McapFormat().open(source(file), OpenOptions.NONE)))
                .containsExactly(new TestFiles.Event(5, 3, 7, true));
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] record(int code, ByteBuffer content, String text) {
        if (text != null) {
            content.putInt(text.length());
            content.put(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        byte[] bytes = new byte[content.flip().remaining()];
        content.get(bytes);
        return concat(new byte[] {(byte) code}, little(8).putLong(bytes.length).array(), bytes);
    }
}
