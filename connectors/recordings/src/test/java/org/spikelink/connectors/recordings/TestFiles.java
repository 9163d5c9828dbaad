package org.spikelink.connectors.recordings;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingSource;

/** Small recordings made by hand, and what a decoder says of them. */
public final class TestFiles {
    public static final String DAT_HEADER = "% Data file containing CD events\n% Version 2\n";

    private TestFiles() {}

    public record Event(long tUs, int x, int y, boolean on) {}

    public static byte[] concat(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(
                    part instanceof byte[] bytes
                            ? bytes
                            : part.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
        return out.toByteArray();
    }

    public static byte[] nmnist(int x, int y, boolean on, int tUs) {
        int word = (on ? 1 << 23 : 0) | tUs;
        return new byte[] {
            (byte) x, (byte) y, (byte) (word >> 16), (byte) (word >> 8), (byte) word
        };
    }

    public static byte[] aedat2(int address, long tUs) {
        return ByteBuffer.allocate(8).putInt(address).putInt((int) tUs).array();
    }

    public static byte[] dat(long tUs, int x, int y, int polarity) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) tUs)
                .putInt(x | y << 14 | polarity << 28)
                .array();
    }

    public static RecordingBytes bytes(byte[] content) {
        return new RecordingBytes("test", new ByteArrayInputStream(content));
    }

    public static RecordingSource source(byte[] content) {
        return new RecordingSource(Path.of("test"), content.length, bytes(content));
    }

    public static List<Event> events(EventDecoder decoder) {
        List<Event> events = new ArrayList<>();
        EventChunk chunk = new EventChunk(EventChunk.MIN_CAPACITY);
        while (decoder.read(chunk)) {
            for (int i = 0; i < chunk.count(); i++) {
                events.add(new Event(chunk.tUs(i), chunk.x(i), chunk.y(i), chunk.on(i)));
            }
        }
        return events;
    }

    public static List<Event> events(Path path) {
        try (EventDecoder decoder = Recordings.open(path)) {
            return events(decoder);
        }
    }

    public static Path write(Path folder, String name, Object... parts) throws java.io.IOException {
        return Files.write(folder.resolve(name), concat(parts));
    }
}
