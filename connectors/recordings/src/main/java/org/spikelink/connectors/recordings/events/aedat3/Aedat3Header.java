package org.spikelink.connectors.recordings.events.aedat3;

import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The lines before the packets: each begins with {@code #} and ends with CRLF, the last is {@code #!END-HEADER}.
 *
 * @param sensorSize if the source is a known chip
 */
record Aedat3Header(Optional<SensorSize> sensorSize) {
    private static final int MAX_BYTES = 1 << 20;
    private static final String FORMAT = "#Format:";
    private static final String SOURCE = "#Source ";
    private static final Map<String, SensorSize> SIZES =
            Map.of(
                    "DVS128", new SensorSize(128, 128),
                    "DAVIS240", new SensorSize(240, 180),
                    "DAVIS346", new SensorSize(346, 260),
                    "DAVIS128", new SensorSize(128, 128),
                    "DAVIS208", new SensorSize(208, 192),
                    "DAVIS640", new SensorSize(640, 480));

    static Aedat3Header read(RecordingBytes bytes) {
        Optional<SensorSize> size = Optional.empty();
        String line = "";
        while (!line.equals("#!END-HEADER")) {
            if (!bytes.has(1) || bytes.peek(0) != '#' || bytes.offset() > MAX_BYTES) {
                throw bytes.error("a line #!END-HEADER must end the header");
            }
            long at = bytes.offset();
            String taken = bytes.peekLine();
            bytes.skip(taken.length());
            line = taken.strip();
            if (line.startsWith(FORMAT) && !line.substring(FORMAT.length()).strip().equals("RAW")) {
                throw bytes.error(
                        at,
                        "AEDAT 3.1 must be of the format RAW (got %s)"
                                .formatted(line.substring(FORMAT.length()).strip()));
            }
            if (line.startsWith(SOURCE)) {
                size = sizeOf(line);
            }
        }
        return new Aedat3Header(size);
    }

    /** {@code #Source 1: DVS128}; a letter may follow the chip's number. */
    private static Optional<SensorSize> sizeOf(String line) {
        String chip = line.substring(line.indexOf(':') + 1).strip();
        return SIZES.entrySet().stream()
                .filter(e -> chip.matches(e.getKey() + "[A-Za-z]?"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
