package org.spikelink.connectors.recordings.events.dat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The {@code %} lines, {@code % keyword value} each, and the two bytes that follow: type and size of events.
 *
 * @param version 0, 1 or 2, if stated
 * @param sensorSize from the keywords Width and Height, if both are present
 */
record DatHeader(OptionalInt version, Optional<SensorSize> sensorSize) {
    private static final Set<String> KEYWORDS = Set.of("Version", "Width", "Height");
    private static final int MAX_BYTES = 1 << 20;
    private static final int EVENT_2D = 0;
    private static final int EVENT_CD = 12;
    private static final int MAX_PIXELS = 1 << 14;

    /** Reads the header, up to the first event. */
    static DatHeader read(RecordingBytes bytes) {
        if (!bytes.has(1) || bytes.peek(0) != '%') {
            throw bytes.error("DAT must begin with a % line (got " + bytes.peek(0) + ")");
        }
        Map<String, String> keywords = new HashMap<>();
        while (bytes.has(1) && bytes.peek(0) == '%') {
            String[] words = takeLine(bytes).substring(1).strip().split("\\s+", 2);
            if (words.length == 2 && KEYWORDS.contains(words[0])) {
                keywords.put(words[0], words[1]);
            }
            if (bytes.offset() > MAX_BYTES) {
                throw bytes.error("the header must be at most 1 MiB");
            }
        }
        OptionalInt version = version(keywords.get("Version"), bytes);
        checkEvents(bytes);
        return new DatHeader(version, sensorSize(keywords, bytes));
    }

    private static String takeLine(RecordingBytes bytes) {
        String line = bytes.peekLine();
        if (!line.endsWith("\n")) {
            throw bytes.error(
                    "a header line must end with a line feed (got " + line.length() + " bytes)");
        }
        bytes.skip(line.length());
        return line;
    }

    private static OptionalInt version(String version, RecordingBytes bytes) {
        if (version == null) {
            return OptionalInt.empty();
        }
        if (!version.matches("[012]")) {
            throw bytes.error("the version of DAT must be 0, 1 or 2 (got " + version + ")");
        }
        return OptionalInt.of(version.charAt(0) - '0');
    }

    private static void checkEvents(RecordingBytes bytes) {
        if (!bytes.has(2)) {
            throw bytes.error(
                    "an event type and an event size must follow the header (got the end)");
        }
        int type = bytes.peek(0);
        if (type != EVENT_2D && type != EVENT_CD) {
            throw bytes.error("the event type must be 0 (2D) or 12 (CD) (got " + type + ")");
        }
        bytes.skip(1);
        if (bytes.peek(0) != DatDecoder.BYTES_PER_EVENT) {
            throw bytes.error("the event size must be 8 (got " + bytes.peek(0) + ")");
        }
        bytes.skip(1);
    }

    private static Optional<SensorSize> sensorSize(
            Map<String, String> keywords, RecordingBytes bytes) {
        if (!keywords.containsKey("Width") || !keywords.containsKey("Height")) {
            return Optional.empty();
        }
        int width = pixels("Width", keywords.get("Width"), bytes);
        return Optional.of(new SensorSize(width, pixels("Height", keywords.get("Height"), bytes)));
    }

    private static int pixels(String keyword, String value, RecordingBytes bytes) {
        boolean valid = value.matches("[0-9]{1,5}");
        int pixels = valid ? Integer.parseInt(value) : 0;
        if (pixels < 1 || pixels > MAX_PIXELS) {
            throw bytes.error(
                    keyword + " must be from 1 to " + MAX_PIXELS + " (got " + value + ")");
        }
        return pixels;
    }
}
