package org.spikelink.connectors.recordings.events.evt;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The lines before the words: {@code % key value} each, up to {@code % end} if there is one. A file may have no
 * header.
 *
 * @param version {@code 2.0}, {@code 2.1} or {@code 3.0}, if stated
 * @param options {@code endianness} and others of the line {@code % format}
 * @param sensorSize if stated
 */
record EvtHeader(
        Optional<String> version, Map<String, String> options, Optional<SensorSize> sensorSize) {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,4})x([1-9][0-9]{0,4})");
    private static final Pattern PIXELS = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern FORMAT = Pattern.compile("EVT([23])(1?)");

    /** Reads the header, up to the first word. */
    static EvtHeader read(RecordingBytes bytes) {
        Map<String, String> keys = new HashMap<>();
        boolean ended = false;
        while (!ended && lineFollows(bytes)) {
            String line = bytes.peekLine();
            bytes.skip(line.length());
            String[] words = line.substring(1).strip().split("\\s+", 2);
            ended = words[0].equals("end");
            keys.putIfAbsent(words[0], words.length == 2 ? words[1].strip() : "");
            if (bytes.offset() > MAX_BYTES) {
                throw bytes.error("the header must be at most 1 MiB");
            }
        }
        Map<String, String> options = options(keys.getOrDefault("format", ""));
        return new EvtHeader(version(keys, options), options, size(keys, options));
    }

    /** Words may begin with the same byte, so a line must be text up to its end. */
    private static boolean lineFollows(RecordingBytes bytes) {
        if (!bytes.has(2) || bytes.peek(0) != '%' || bytes.peek(1) != ' ') {
            return false;
        }
        String line = bytes.peekLine();
        return line.endsWith("\n")
                && line.strip().chars().allMatch(c -> (c >= ' ' && c != 0x7F) || c == '\t');
    }

    /** {@code EVT3;height=720;width=1280}: the name under the key {@code ""}. */
    private static Map<String, String> options(String format) {
        Map<String, String> options = new HashMap<>();
        for (String part : format.split(";", -1)) {
            String[] pair = part.split("=", 2);
            options.put(
                    pair.length == 2 ? pair[0].strip().toLowerCase(Locale.ROOT) : "",
                    pair[pair.length - 1].strip());
        }
        return options;
    }

    private static Optional<String> version(Map<String, String> keys, Map<String, String> options) {
        Matcher format = FORMAT.matcher(options.getOrDefault("", "").toUpperCase(Locale.ROOT));
        if (format.matches()) {
            return Optional.of(format.group(1) + (format.group(2).isEmpty() ? ".0" : ".1"));
        }
        return Optional.ofNullable(keys.get("evt"));
    }

    private static Optional<SensorSize> size(
            Map<String, String> keys, Map<String, String> options) {
        Matcher geometry = SIZE.matcher(keys.getOrDefault("geometry", ""));
        if (geometry.matches()) {
            return Optional.of(
                    new SensorSize(
                            Integer.parseInt(geometry.group(1)),
                            Integer.parseInt(geometry.group(2))));
        }
        String width = options.getOrDefault("width", "");
        String height = options.getOrDefault("height", "");
        return PIXELS.matcher(width).matches() && PIXELS.matcher(height).matches()
                ? Optional.of(new SensorSize(Integer.parseInt(width), Integer.parseInt(height)))
                : Optional.empty();
    }
}
