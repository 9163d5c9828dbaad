package org.spikelink.connectors.recordings.events.aedat4;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.Decompression;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The version line and the FlatBuffer {@code IOHE} that follows it.
 *
 * @param compression of the packets
 * @param end offset of the end of the packets, {@link Long#MAX_VALUE} for the end of the file
 * @param sensorSize if all streams that state a size agree
 * @param streams listed
 */
record Aedat4Header(
        Decompression compression,
        long end,
        Optional<SensorSize> sensorSize,
        List<Stream> streams) {
    private static final String MAGIC = "#!AER-DAT4.0";
    private static final int MAX_BYTES = 1 << 24;
    private static final Pattern SIZE_X = attribute("sizeX");
    private static final Pattern SIZE_Y = attribute("sizeY");

    private static final Pattern STREAM =
            Pattern.compile("<node\\b[^>]*\\bpath=\"[^\"]*outInfo/([0-9]{1,9})/\"[^>]*>");
    private static final Pattern TYPE =
            Pattern.compile("<attr [^>]*key=\"typeIdentifier\"[^>]*>\\s*(\\w{4})\\s*</attr>");
    private static final String EVENTS = "EVTS";

    /**
     * A stream that the header lists.
     *
     * @param id its number
     * @param type of its packets
     * @param size of its sensor, if stated
     */
    record Stream(int id, String type, Optional<SensorSize> size) {}

    private static Pattern attribute(String key) {
        return Pattern.compile(
                "<attr [^>]*key=\"" + key + "\"[^>]*>\\s*([1-9][0-9]{0,4})\\s*</attr>");
    }

    static Aedat4Header read(RecordingBytes bytes) {
        String line = bytes.peekLine();
        if (!line.strip().equals(MAGIC) || !line.endsWith("\n")) {
            throw bytes.error("AEDAT 4 must begin with the line " + MAGIC);
        }
        bytes.skip(line.length());
        if (!bytes.has(4)) {
            throw bytes.error("the file ends within its header");
        }
        long at = bytes.offset();
        int size = bytes.peek(0) | bytes.peek(1) << 8 | bytes.peek(2) << 16 | bytes.peek(3) << 24;
        if (size < 8 || size > MAX_BYTES) {
            throw bytes.error("the header must have 8 bytes to 16 MiB (got " + size + ")");
        }
        byte[] header = new byte[4 + size]; // at most 16 MiB
        bytes.readFully(header, header.length);
        if (!FlatTable.identifier(header, header.length).equals("IOHE")) {
            throw bytes.error(at, "the header must be a FlatBuffer IOHE");
        }
        try {
            FlatTable table = FlatTable.root(header);
            long end = table.int64Field(1, -1);
            String xml = table.text(2);
            return new Aedat4Header(
                    compression(table.int32Field(0), at, bytes),
                    end > 0 ? end : Long.MAX_VALUE,
                    size(xml),
                    streams(xml));
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw broken(bytes, at, e);
        }
    }

    private static RuntimeException broken(RecordingBytes bytes, long at, RuntimeException e) {
        RuntimeException broken = bytes.error(at, "the header is a broken FlatBuffer");
        broken.addSuppressed(e);
        return broken;
    }

    private static Decompression compression(int number, long at, RecordingBytes bytes) {
        return switch (number) {
            case 0 -> Decompression.NONE;
            case 1, 2 -> Decompression.LZ4;
            case 3, 4 -> Decompression.ZSTD;
            default ->
                    throw bytes.error(at, "compression must be from 0 to 4 (got " + number + ")");
        };
    }

    /** From one node of a stream to the next. */
    private static List<Stream> streams(String xml) {
        List<Stream> streams = new ArrayList<>();
        Matcher node = STREAM.matcher(xml);
        boolean more = node.find();
        while (more) {
            int id = Integer.parseInt(node.group(1));
            int from = node.end();
            more = node.find();
            String part = xml.substring(from, more ? node.start() : xml.length());
            Matcher type = TYPE.matcher(part);
            streams.add(new Stream(id, type.find() ? type.group(1) : "", size(part)));
        }
        return List.copyOf(streams);
    }

    /** Numbers of the streams of events that the header lists. */
    List<Integer> eventStreams() {
        return streams.stream().filter(s -> s.type().equals(EVENTS)).map(Stream::id).toList();
    }

    /** The size of a stream's sensor; without a stream, of the only stream of events, or the one that all state. */
    Optional<SensorSize> sizeOf(OptionalInt stream) {
        List<Stream> meant =
                streams.stream()
                        .filter(s -> s.type().equals(EVENTS))
                        .filter(s -> stream.isEmpty() || stream.getAsInt() == s.id())
                        .toList();
        return meant.size() == 1 && meant.get(0).size().isPresent()
                ? meant.get(0).size()
                : sensorSize;
    }

    private static Optional<SensorSize> size(String xml) {
        int width = only(SIZE_X.matcher(xml));
        int height = only(SIZE_Y.matcher(xml));
        return width > 0 && height > 0
                ? Optional.of(new SensorSize(width, height))
                : Optional.empty();
    }

    /** The common value of all matches, 0 if there is none. */
    private static int only(Matcher values) {
        int only = 0;
        while (values.find()) {
            int value = Integer.parseInt(values.group(1));
            if (only != 0 && value != only) {
                return 0;
            }
            only = value;
        }
        return only;
    }
}
