package org.spikelink.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spikelink.tests.fuzz.SmallFiles.bytes;
import static org.spikelink.tests.fuzz.SmallFiles.little;
import static org.spikelink.tests.fuzz.SmallFiles.npy;
import static org.spikelink.tests.fuzz.SmallFiles.record;
import static org.spikelink.tests.fuzz.SmallFiles.text;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.SeriesFiles;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.io.RecordingException;

/** Files, chunks and packets that are larger than the heap of 64 MB. They are generated while they are read. */
class LargeFilesTest {
    private static final String AEDAT4 = "#!AER-DAT4.0\r\n\20\0\0\0\14\0\0\0IOHE\4\0\4\0\4\0\0\0";
    private static final int EVENTS = 1_000;
    private static final Path HDF5 =
            Path.of("../../connectors/recordings/src/test/resources/hdf5/dsec-deflate.h5");

    @TempDir Path folder;

    @Test
    void aFileLargerThanTheHeapIsRead() throws IOException {
        byte[] packet = packet(4_000);
        int packets = 4_000; // 256 MB
        assertThat(count("aedat4", join(bytes(AEDAT4), new Repeated(packet, packets))))
                .isEqualTo(4_000L * packets);
    }

    @Test
    void aPacketThatWouldFillTheHeapIsRejectedWithItsSize() {
        byte[] header = bytes(AEDAT4, little(4, 0), little(4, 40_000_000));
        assertThatThrownBy(
                        () -> count("aedat4", join(header, new Repeated(new byte[1000], 40_000))))
                .isInstanceOf(RecordingException.class)
                .hasMessage(
                        "pipe at byte 34: a packet must have at most 16 MiB in this heap (got 40000000 bytes);"
                                + " a larger Java heap allows up to 128 MiB");
    }

    /** HDF5 beyond the 2 GiB of one mapping: sparse files, which take a few kB of the disk. */
    @Test
    void anHdf5FileOf5GigabytesIsRead() throws IOException {
        Path large = sparse("large.h5", Files.readAllBytes(HDF5), 5L << 30);
        assertThat(count(large)).isEqualTo(count(HDF5)).isPositive();
    }

    @Test
    void sizesThatALargeHdf5FileClaimsTakeNoMemory() throws IOException {
        byte[] good = Files.readAllBytes(HDF5);
        Path large = sparse("large.h5", good, 5L << 30);
        int rejected = 0;
        for (int at = 64; at < Math.min(good.length, 4_096); at += 12) {
            try (FileChannel out = FileChannel.open(large, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(good), 0);
                out.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 0x70}), at);
            }
            try {
                count(large);
            } catch (RecordingException e) {
                rejected++;
                assertThat(e).as("at %d", at).hasMessageStartingWith(large.toString());
            }
        }
        assertThat(rejected).isPositive();
    }

    @Test
    void seriesLargerThanTheHeapAreRejectedWithTheirPlace() throws IOException {
        byte[] header = npy("'<f4'", "20000000, 1", 0);
        Path array = sparse("large.npy", header, header.length + 80_000_000L);
        assertThatThrownBy(() -> SeriesFiles.read(array))
                .isInstanceOf(RecordingException.class)
                .hasMessageMatching(
                        ".*large.npy at byte %d: 1 series must fit in the Java heap, which has [0-9]+ bytes left \\(needs 120000168\\); start with a larger -Xmx"
                                .formatted(header.length));
        byte[] data = bytes("@classLabel false\n@data\n1,2\n");
        Path line = sparse("large.ts", data, 3L << 30);
        assertThatThrownBy(() -> SeriesFiles.read(line))
                .isInstanceOf(RecordingException.class)
                .hasMessageMatching(
                        ".*large.ts at byte %d: a line must fit in the Java heap, which has .*"
                                .formatted(data.length));
    }

    private Path sparse(String name, byte[] start, long size) throws IOException {
        Path file = Files.write(folder.resolve(name), start);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(new byte[1]), size - 1);
        }
        return file;
    }

    private static long count(Path file) {
        long count = 0;
        EventChunk chunk = new EventChunk();
        try (EventDecoder decoder = Recordings.open(file)) {
            while (decoder.read(chunk)) {
                count += chunk.count();
            }
        }
        return count;
    }

    @Test
    void aChunkOfABagLargerThanTheHeapIsRead() throws IOException {
        byte[] connection =
                bagRecord(
                        bytes(field("topic=/events"), field("type=dvs_msgs/EventArray")),
                        "op=\7",
                        "conn=\0\0\0\0",
                        "topic=/events");
        byte[] message = bagRecord(array(false), "op=\2", "conn=\0\0\0\0");
        int messages = 10_000; // 130 MB
        byte[] chunk =
                bytes(
                        bagHeader("compression=none", "op=\5"),
                        little(4, connection.length + (long) messages * message.length),
                        connection);
        InputStream bag = join(bytes("#ROSBAG V2.0\n", chunk), new Repeated(message, messages));
        assertThat(count("rosbag", bag)).isEqualTo((long) EVENTS * messages);
    }

    @Test
    void aCompressedChunkLargerThanTheHeapIsRead() throws IOException {
        byte[] message = record(5, bytes(little(2, 1), new byte[20], array(true)));
        int messages = 4_000; // 64 MB
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            for (int n = 0; n < messages; n++) {
                out.write(message);
            }
        }
        byte[] file =
                bytes(
                        "\u0089MCAP0\r\n",
                        record(
                                3,
                                bytes(
                                        little(2, 1),
                                        text("dvs_msgs/msg/EventArray"),
                                        text("ros2msg"),
                                        text(""))),
                        record(
                                4,
                                bytes(
                                        little(2, 1),
                                        little(2, 1),
                                        text("/events"),
                                        text("cdr"),
                                        little(4, 0))),
                        record(
                                6,
                                bytes(
                                        new byte[28],
                                        text("zstd"),
                                        little(8, packed.size()),
                                        packed.toByteArray())));
        assertThat(count("mcap", new ByteArrayInputStream(file)))
                .isEqualTo((long) EVENTS * messages);
    }

    private static long count(String format, InputStream in) {
        OpenOptions options = OpenOptions.NONE.withFormat(format);
        try (EventDecoder decoder = Recordings.open("pipe", in, options)) {
            EventChunk chunk = new EventChunk();
            long events = 0;
            while (decoder.read(chunk)) {
                events += chunk.count();
            }
            return events;
        }
    }

    /** Of AEDAT 4, without compression. */
    private static byte[] packet(int events) {
        byte[] head = bytes("EVTS\6\0\10\0\4\0\0\0\10\0\0\0\4\0\0\0", little(4, events));
        byte[] body = bytes(little(4, 16), head, new byte[16 * events]);
        return bytes(little(4, 0), little(4, 4L + body.length), little(4, body.length), body);
    }

    /** An array of events in CDR, or packed as in ROS 1. */
    private static byte[] array(boolean cdr) {
        byte[] header = bytes(cdr ? "\0\1\0\0" : new byte[4], new byte[8]);
        byte[] frame = cdr ? bytes(little(4, 1), new byte[4]) : little(4, 0);
        int event = cdr ? 16 : 13; // with padding
        byte[] events = new byte[event * EVENTS];
        for (int n = 0; n < EVENTS; n++) {
            events[event * n] = (byte) n;
        }
        return bytes(header, frame, little(4, 480), little(4, 640), little(4, EVENTS), events);
    }

    private static byte[] bagRecord(byte[] data, String... fields) {
        return bytes(bagHeader(fields), little(4, data.length), data);
    }

    private static byte[] bagHeader(String... fields) {
        byte[] header = new byte[0];
        for (String field : fields) {
            header = bytes(header, field(field));
        }
        return bytes(little(4, header.length), header);
    }

    private static byte[] field(String field) {
        return text(field);
    }

    private static InputStream join(byte[] first, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(first), rest);
    }

    /** Some bytes, many times. */
    private static final class Repeated extends InputStream {
        private final byte[] part;
        private long left;
        private int at;

        Repeated(byte[] part, int times) {
            this.part = part;
            this.left = (long) part.length * times;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int count) {
            if (left == 0) {
                return -1;
            }
            int here = (int) Math.min(Math.min(count, part.length - at), left);
            System.arraycopy(part, at, target, from, here);
            at = (at + here) % part.length;
            left -= here;
            return here;
        }
    }
}
