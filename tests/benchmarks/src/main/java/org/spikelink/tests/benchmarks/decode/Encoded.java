package org.spikelink.tests.benchmarks.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;

/** Events, and the bytes of files that hold them. */
final class Encoded {
    private static final long SEED = 7;
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int MOST_STEP_US = 3;
    private static final int EVENTS_PER_PACKET = 10_000;

    private final List<Event> events;

    private Encoded(List<Event> events) {
        this.events = events;
    }

    private record Event(long tUs, int x, int y, boolean on) {}

    /** Events at random pixels of a 640x480 camera, 0 to 2 µs apart. */
    static Encoded generated(int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Event> events = new ArrayList<>();
        long tUs = 0;
        for (int n = 0; n < count; n++) {
            tUs += random.nextInt(MOST_STEP_US);
            events.add(
                    new Event(
                            tUs,
                            random.nextInt(WIDTH),
                            random.nextInt(HEIGHT),
                            random.nextBoolean()));
        }
        return new Encoded(events);
    }

    /** The events of a recording, which is closed. */
    static Encoded of(EventDecoder decoder) {
        List<Event> events = new ArrayList<>();
        EventChunk chunk = new EventChunk();
        try (decoder) {
            while (decoder.read(chunk)) {
                for (int i = 0; i < chunk.count(); i++) {
                    events.add(new Event(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i)));
                }
            }
        }
        return new Encoded(events);
    }

    byte[] evt2() {
        ByteBuffer out = buffer("% evt 2.0\n% end\n", 8);
        long high = -1;
        for (Event e : events) {
            if (e.tUs >> 6 != high) {
                high = e.tUs >> 6;
                out.putInt(0x8 << 28 | (int) high);
            }
            out.putInt((e.on ? 1 : 0) << 28 | (int) (e.tUs & 63) << 22 | e.x << 11 | e.y);
        }
        return written(out);
    }

    byte[] evt3() {
        ByteBuffer out = buffer("% evt 3.0\n% end\n", 8);
        long before = -1;
        int row = -1;
        for (Event e : events) {
            if (e.tUs >> 12 != before >> 12) {
                out.putShort((short) (0x8000 | (e.tUs >> 12)));
            }
            if (e.tUs != before) {
                out.putShort((short) (0x6000 | (e.tUs & 0xFFF)));
            }
            if (e.y != row) {
                out.putShort((short) e.y);
            }
            out.putShort((short) (0x2000 | (e.on ? 0x800 : 0) | e.x));
            before = e.tUs;
            row = e.y;
        }
        return written(out);
    }

    byte[] dat() {
        ByteBuffer out = buffer("% Data file containing CD events\n% Version 2\n\0\10", 8);
        for (Event e : events) {
            out.putInt((int) e.tUs);
            out.putInt((e.on ? 1 : 0) << 28 | e.y << 14 | e.x);
        }
        return written(out);
    }

    /** Of a camera with 34x34 pixels. */
    byte[] nmnist() {
        ByteBuffer out = buffer("", 5).order(ByteOrder.BIG_ENDIAN);
        for (Event e : events) {
            out.put((byte) (e.x % 34));
            out.putInt(e.y % 34 << 24 | (e.on ? 1 : 0) << 23 | (int) (e.tUs & 0x7FFFFF));
        }
        return written(out);
    }

    /** As NumPy writes an aligned record. */
    byte[] npy() {
        String fields =
                "{'descr': [('t', '<i8'), ('x', '<i2'), ('y', '<i2'), ('p', '|u1'), ('', '|V3')],"
                        + " 'fortran_order': False, 'shape': (%d,), }\n".formatted(events.size());
        char length = (char) fields.length();
        ByteBuffer out = buffer("\u0093NUMPY\1\0" + length + '\0' + fields, 16);
        events.forEach(e -> put(e, out));
        return written(out);
    }

    private static void put(Event e, ByteBuffer out) {
        out.putLong(e.tUs).putShort((short) e.x).putShort((short) e.y);
        out.putInt(e.on ? 1 : 0);
    }

    /** Without compression. The header has no field, a packet one: the vector of events. */
    byte[] aedat4() {
        int packets = events.size() / EVENTS_PER_PACKET + 1;
        ByteBuffer out = buffer("#!AER-DAT4.0\r\n", 16, 20 + packets * 40);
        out.putInt(16).putInt(12).put(letters("IOHE"));
        out.putShort((short) 4).putShort((short) 4).putInt(4); // fields, then the table
        for (int from = 0; from < events.size(); from += EVENTS_PER_PACKET) {
            packet(events.subList(from, Math.min(events.size(), from + EVENTS_PER_PACKET)), out);
        }
        return written(out);
    }

    private static void packet(List<Event> events, ByteBuffer out) {
        int bytes = 28 + 16 * events.size();
        out.putInt(0).putInt(4 + bytes); // stream and size
        out.putInt(bytes).putInt(16).put(letters("EVTS"));
        out.putShort((short) 6).putShort((short) 8).putInt(4); // fields
        out.putInt(8).putInt(4).putInt(events.size()); // the table, then the vector
        events.forEach(e -> put(e, out));
    }

    private static byte[] letters(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private ByteBuffer buffer(String header, int bytesPerEvent) {
        return buffer(header, bytesPerEvent, 0);
    }

    private ByteBuffer buffer(String header, int bytesPerEvent, int more) {
        int bytes = header.length() + bytesPerEvent * events.size() + more;
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).put(letters(header));
    }

    private static byte[] written(ByteBuffer out) {
        return Arrays.copyOf(out.array(), out.position());
    }
}
