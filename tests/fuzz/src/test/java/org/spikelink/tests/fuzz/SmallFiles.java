package org.spikelink.tests.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Files that are made by hand, or cut from real ones. */
final class SmallFiles {
    private static final int MOST_BYTES = 1 << 16;

    private SmallFiles() {}

    /** The first 64 KB of files of the shared folder, if they are there, or of the repository. */
    static Stream<byte[]> beginnings(List<String> names) {
        Path shared = Path.of(System.getProperty("shared.dir", "../../../shared"));
        return names.stream()
                .flatMap(name -> Stream.of(shared.resolve(name), Path.of("../..").resolve(name)))
                .filter(Files::isRegularFile)
                .map(SmallFiles::beginning);
    }

    private static byte[] beginning(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text as Latin-1, and bytes as they are. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(
                    part instanceof byte[] bytes
                            ? bytes
                            : part.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    /** One packet with one event, without compression. */
    static byte[] aedat4() {
        return bytes(
                "#!AER-DAT4.0\r\n",
                "\20\0\0\0\14\0\0\0IOHE\4\0\4\0\4\0\0\0",
                "\0\0\0\0\60\0\0\0",
                "\54\0\0\0\20\0\0\0EVTS\6\0\10\0\4\0\0\0\10\0\0\0\4\0\0\0\1\0\0\0",
                "\1\0\0\0\0\0\0\0\2\0\3\0\1\0\0\0");
    }

    static byte[] npy(String type, String shape, int bodyBytes) {
        String header =
                "{'descr': %s, 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
        return bytes(
                "\u0093NUMPY\1\0" + (char) header.length() + '\0', header, new byte[bodyBytes]);
    }

    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTime(0);
                out.putNextEntry(header);
                out.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A header, a schema, a channel and a message with three words of EVT 3.0. */
    static byte[] mcap() {
        String magic = "\u0089MCAP0\r\n";
        byte[] schema =
                bytes(
                        little(2, 1),
                        text("event_camera_msgs/msg/EventPacket"),
                        text("ros2msg"),
                        text(""));
        byte[] channel =
                bytes(little(2, 1), little(2, 1), text("/events"), text("cdr"), little(4, 0));
        byte[] packet =
                bytes(
                        "\0\1\0\0",
                        new byte[8],
                        "\1\0\0\0\0\0\0\0",
                        little(4, 4),
                        little(4, 4),
                        new byte[16],
                        "\5\0\0\0evt3\0\0\0\0",
                        "\6\0\0\0\1\200\2\0\1\40");
        byte[] message = bytes(little(2, 1), little(4, 0), new byte[16], packet);
        return bytes(
                magic,
                record(1, bytes(text("ros2"), text("by hand"))),
                record(3, schema),
                record(4, channel),
                record(5, message),
                record(15, little(4, 0)),
                magic);
    }

    static byte[] record(int opcode, byte[] content) {
        return bytes(little(1, opcode), little(8, content.length), content);
    }

    static byte[] text(String text) {
        return bytes(little(4, text.length()), text);
    }

    static byte[] little(int size, long value) {
        byte[] eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
        return Arrays.copyOf(eight, size);
    }

    static byte[] sensorBatches() {
        byte[] events = new byte[PackedEvents.BYTES_PER_EVENT];
        PackedEvents.put(events, 0, PackedEvents.pack(5, 1, 2, true));
        PackedEvents packed = new PackedEvents(events);
        return SensorBatchEncoder.encode(
                new SensorBatch(
                        "camera-1",
                        7,
                        3,
                        1_000,
                        2_000,
                        false,
                        packed,
                        new Origin("sensors", 0, 1, 2),
                        packed.bytes()));
    }
}
