package org.spikelink.cli.docs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.cli.Run;

/** A bar that moves to the left or to the right over a sensor, as each kind of camera records it. */
final class SensorFiles {
    private static final int STEPS = 60;
    private static final int STEP_US = 10_000;
    private static final int ROWS = 12;

    private SensorFiles() {}

    /**
     * An event.
     *
     * @param t µs
     * @param x column
     * @param y row
     * @param on polarity, 0 or 1
     */
    record Event(int t, int x, int y, int on) {}

    static List<Event> bar(boolean right, int width, int height, int seed) {
        List<Event> events = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int x = (step * (width - 4) + seed) / STEPS;
            for (int row = 0; row < ROWS; row++) {
                int y = row * height / ROWS;
                int t = 1000 + step * STEP_US + 10 * row;
                events.add(new Event(t, right ? x : width - 1 - x, y, row % 2));
            }
        }
        return events;
    }

    static byte[] csv(List<Event> events) {
        StringBuilder text = new StringBuilder("t,x,y,p\n");
        events.forEach(e -> text.append("%d,%d,%d,%d\n".formatted(e.t, e.x, e.y, e.on)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Times in ms, in another order, without a header. */
    static byte[] table(List<Event> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(e -> text.append("%d,%d,%.3f,%d\n".formatted(e.x, e.y, e.t / 1000.0, e.on)));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** AEDAT 2.0 of a DVS128, or of a DAVIS without its name. */
    static byte[] aedat2(List<Event> events, boolean davis) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("#!AER-DAT2.0\r\n"));
        out.writeBytes(ascii(davis ? "" : "# AEChip: ch.unizh.ini.jaer.chip.retina.DVS128\r\n"));
        events.forEach(
                e ->
                        out.writeBytes(
                                ByteBuffer.allocate(8)
                                        .putInt(address(e, davis))
                                        .putInt(e.t)
                                        .array()));
        return out.toByteArray();
    }

    private static int address(Event e, boolean davis) {
        return davis
                ? (259 - e.y) << 22 | (345 - e.x) << 12 | e.on << 11
                : (127 - e.y) << 8 | (127 - e.x) << 1 | 1 - e.on;
    }

    /** A datagram of jAER. */
    static byte[] jaer(int number, List<Event> events, int fromUs) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 8 * events.size()).putInt(number);
        events.forEach(e -> bytes.putInt(address(e, false)).putInt(fromUs + e.t));
        return array(bytes);
    }

    /** A datagram of SPIF words with times. */
    static byte[] spif(List<Event> events, int fromUs) {
        ByteBuffer bytes = little(8 * events.size());
        events.forEach(e -> bytes.putInt(e.x << 16 | e.on << 15 | e.y).putInt(fromUs + e.t));
        return array(bytes);
    }

    /** EVT 2.1, the lower half first, without a header. */
    static byte[] evt21(List<Event> events) {
        ByteBuffer bytes = little(16 * events.size());
        for (Event e : events) {
            bytes.putLong((0x80000000L | e.t >>> 6) << 32);
            long head = (long) e.on << 28 | (e.t & 63L) << 22 | (long) (e.x & ~31) << 11 | e.y;
            bytes.putLong(head << 32 | 1L << (e.x & 31));
        }
        return array(bytes);
    }

    static byte[] npy(List<Event> events) {
        String header =
                "{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (%d,), }\n"
                        .formatted(events.size());
        ByteBuffer bytes = little(10 + header.length() + 13 * events.size());
        bytes.put((byte) 0x93).put(ascii("NUMPY")).put((byte) 1).put((byte) 0);
        bytes.putShort((short) header.length()).put(ascii(header));
        events.forEach(
                e ->
                        bytes.putLong(e.t)
                                .putShort((short) e.x)
                                .putShort((short) e.y)
                                .put((byte) e.on));
        return array(bytes);
    }

    /** MCAP with packets of the encoding mono, on each of the topics. */
    static byte[] mcap(List<Event> events, String... topics) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("\u0089MCAP0\r\n".getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer schema = little(128).putShort((short) 1);
        out.writeBytes(record(3, text(schema, "event_camera_msgs/msg/EventPacket")));
        for (int n = 0; n < topics.length; n++) {
            ByteBuffer channel = little(128).putShort((short) n).putShort((short) 1);
            out.writeBytes(record(4, text(text(channel, topics[n]), "cdr").putInt(0)));
        }
        for (int n = 0; n < topics.length; n++) {
            ByteBuffer words = little(8 * events.size());
            for (Event e : events) {
                words.putLong(
                        1000L * e.t | (long) e.x << 32 | (long) e.y << 48 | (long) e.on << 63);
            }
            ByteBuffer message = little(200 + words.capacity()).putShort((short) n).position(22);
            message.putInt(0x00000100).putLong(0).putInt(1).putInt(0); // CDR, stamp, empty frame
            message.putInt(480).putInt(640).putInt(0).position(22 + 4 + 24).putLong(1).putLong(0);
            message.putInt(5).put(ascii("mono\0")).put((byte) 0).position(22 + 4 + 52);
            out.writeBytes(record(5, message.putInt(words.capacity()).put(array(words))));
        }
        return out.toByteArray();
    }

    private static ByteBuffer text(ByteBuffer to, String text) {
        return to.putInt(text.length()).put(ascii(text));
    }

    private static byte[] record(int code, ByteBuffer content) {
        content.flip();
        int bytes = content.limit();
        return array(little(9 + bytes).put((byte) code).putLong(bytes).put(content));
    }

    /** The events as {@code convert} writes them in the format of a suffix. */
    static byte[] converted(List<Event> events, Path folder, String suffix, String sensor)
            throws IOException {
        Path csv = Files.write(folder.resolve("converted.csv"), csv(events));
        Path out = folder.resolve("converted" + suffix);
        Files.deleteIfExists(out);
        String format = suffix.equals(".raw") ? "evt3" : suffix.substring(1);
        Run run = Run.spikelink("convert", csv, out, "--sensor", sensor, "--to", format);
        if (run.code() != 0) {
            throw new IllegalStateException(run.err());
        }
        return Files.readAllBytes(out);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity()];
        buffer.rewind().get(bytes);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
