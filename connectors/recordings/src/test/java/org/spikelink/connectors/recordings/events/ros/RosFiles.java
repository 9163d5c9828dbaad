package org.spikelink.connectors.recordings.events.ros;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bags and MCAP files written as their specifications say, independent of the readers: messages in CDR and in ROS 1's
 * encoding.
 */
public final class RosFiles {
    private RosFiles() {}

    /** The fields of one message, one after the other. */
    static final class Fields {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final boolean cdr;

        Fields(boolean cdr) {
            this.cdr = cdr;
        }

        Fields put(int size, long value) {
            while (cdr && out.size() % size != 0) {
                out.write(0);
            }
            for (int n = 0; n < size; n++) {
                out.write((int) (value >>> (8 * n)));
            }
            return this;
        }

        Fields text(String text) {
            put(4, text.length() + (cdr ? 1 : 0));
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            if (cdr) {
                out.write(0);
            }
            return this;
        }

        Fields bytes(byte[] bytes) {
            put(4, bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        /** A header with a stamp and a frame. */
        Fields header() {
            if (!cdr) {
                put(4, 7); // seq
            }
            return put(4, 1_600_000_000L).put(4, 5).text("camera");
        }

        byte[] message() {
            return cdr ? concat(new byte[] {0, 1, 0, 0}, out.toByteArray()) : out.toByteArray();
        }
    }

    /** {@code event_camera_msgs/EventPacket}. */
    static byte[] packet(boolean cdr, String encoding, long timeBaseNs, byte[] events) {
        return new Fields(cdr)
                .header()
                .put(4, 480)
                .put(4, 640)
                .put(8, 1)
                .put(8, timeBaseNs)
                .text(encoding)
                .put(1, 0)
                .bytes(events)
                .message();
    }

    /** {@code dvs_msgs/EventArray} of events t (µs), x, y, p. */
    public static byte[] array(boolean cdr, long[]... events) {
        Fields fields = new Fields(cdr).header().put(4, 480).put(4, 640).put(4, events.length);
        for (long[] e : events) {
            fields.put(2, e[1]).put(2, e[2]);
            fields.put(4, e[0] / 1_000_000).put(4, e[0] % 1_000_000 * 1000).put(1, e[3]);
        }
        return fields.message();
    }

    static byte[] words(int size, long... words) {
        ByteBuffer bytes = ByteBuffer.allocate(size * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long word : words) {
            switch (size) {
                case 2 -> bytes.putShort((short) word);
                case 4 -> bytes.putInt((int) word);
                default -> bytes.putLong(word);
            }
        }
        return bytes.array();
    }

    /** An MCAP file whose messages are in chunks, one in each, as a compressor packs them. */
    public static byte[] mcap(
            String type, String compression, Packer packer, List<byte[]> messages) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(text("\u0089MCAP0\r\n"));
        parts.add(record(1, concat(string("ros2"), string("test"))));
        parts.add(
                record(
                        3,
                        concat(words(2, 1), string(type), string("ros2msg"), string("# fields"))));
        parts.add(
                record(
                        4,
                        concat(
                                words(2, 3),
                                words(2, 1),
                                string("/events"),
                                string("cdr"),
                                words(4, 0))));
        for (byte[] message : messages) {
            byte[] plain = record(5, concat(words(2, 3), words(4, 0), new byte[16], message));
            byte[] packed = packer.pack(plain);
            parts.add(
                    record(
                            6,
                            concat(
                                    words(8, 1, 2, plain.length),
                                    words(4, 0),
                                    string(compression),
                                    words(8, packed.length),
                                    packed)));
            parts.add(record(7, new byte[40])); // an index, which is skipped
        }
        parts.add(record(0xF, words(4, 0)));
        parts.add(record(2, new byte[20]));
        parts.add(text("\u0089MCAP0\r\n"));
        return concat(parts.toArray(byte[][]::new));
    }

    /** A ROS 1 bag whose messages are in chunks, one in each. */
    public static byte[] bag(
            String type, String compression, Packer packer, List<byte[]> messages) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(text("#ROSBAG V2.0\n"));
        parts.add(bagRecord(new byte[4000], "op=\3", "index_pos=\0\0\0\0\0\0\0\0"));
        for (byte[] message : messages) {
            byte[] connection =
                    bagRecord(
                            concat(field("topic=/events"), field("type=" + type)),
                            "op=\7",
                            "conn=\0\0\0\0",
                            "topic=/events");
            byte[] plain =
                    concat(
                            connection,
                            bagRecord(message, "op=\2", "conn=\0\0\0\0", "time=\0\0\0\0\0\0\0\0"));
            String size = new String(words(4, plain.length), StandardCharsets.ISO_8859_1);
            parts.add(
                    bagRecord(
                            packer.pack(plain),
                            "compression=" + compression,
                            "op=\5",
                            "size=" + size));
        }
        return concat(parts.toArray(byte[][]::new));
    }

    private static byte[] bagRecord(byte[] data, String... fields) {
        byte[][] header = new byte[fields.length][];
        for (int n = 0; n < fields.length; n++) {
            header[n] = field(fields[n]);
        }
        byte[] whole = concat(header);
        return concat(words(4, whole.length), whole, words(4, data.length), data);
    }

    private static byte[] field(String field) {
        return concat(words(4, field.length()), text(field));
    }

    private static byte[] record(int code, byte[] content) {
        return concat(new byte[] {(byte) code}, words(8, content.length), content);
    }

    private static byte[] string(String text) {
        return concat(words(4, text.length()), text(text));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Compresses a chunk. */
    public interface Packer {
        byte[] pack(byte[] plain);
    }
}
