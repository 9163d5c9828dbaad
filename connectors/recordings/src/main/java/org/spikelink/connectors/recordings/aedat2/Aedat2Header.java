package org.spikelink.connectors.recordings.aedat2;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.RecordingBytes;
import org.spikelink.connectors.recordings.SensorSize;

/**
 * The lines before the events: each begins with {@code #} and ends with CRLF. Since an event may begin with the same
 * byte, the header ends after the line that says so, and where none does, before what is no line of text.
 *
 * @param sensorSize 128 x 128 where the header names a DVS128
 */
record Aedat2Header(Optional<SensorSize> sensorSize) {
    private static final String MAGIC = "#!AER-DAT2.0";
    private static final String CHIP = "# AEChip:";
    private static final String END = "#End Of ASCII Header";

    /** A lone CR counts where the file ends after it: that is a cut header, no event. */
    private static final Pattern CRLF = Pattern.compile("\r\n?\\z");

    private static final Pattern LF = Pattern.compile("\r?\n\\z");

    /** Takes the header and leaves the first event. */
    static Aedat2Header read(RecordingBytes bytes) {
        String magic = takeLine(bytes);
        if (!magic.strip().equals(MAGIC)) {
            throw bytes.error(
                    0,
                    "AEDAT 2.0 must begin with the line " + MAGIC + " (got " + shown(magic) + ")");
        }
        Pattern lineEnd = magic.endsWith("\r\n") ? CRLF : LF;
        Optional<SensorSize> size = Optional.empty();
        String line = magic;
        while (!line.startsWith(END) && lineFollows(bytes, lineEnd)) {
            long at = bytes.offset();
            line = takeLine(bytes);
            if (line.startsWith(CHIP)) {
                size = Optional.of(sizeOf(line.substring(CHIP.length()).strip(), at, bytes));
            }
        }
        return new Aedat2Header(size);
    }

    private static boolean lineFollows(RecordingBytes bytes, Pattern lineEnd) {
        return bytes.has(1)
                && bytes.peek(0) == '#'
                && lineEnd.matcher(bytes.peekLine())
                        .replaceFirst("")
                        .chars()
                        .allMatch(Aedat2Header::isText);
    }

    private static boolean isText(int c) {
        return c >= ' ' || c == '\t';
    }

    private static String takeLine(RecordingBytes bytes) {
        String line = bytes.peekLine();
        if (!line.endsWith("\n")) {
            throw bytes.error("a header line must end with CRLF (got " + shown(line) + ")");
        }
        bytes.skip(line.length());
        return line;
    }

    /** Other chips lay out the address in other ways: their events would come out as noise. */
    private static SensorSize sizeOf(String chip, long at, RecordingBytes bytes) {
        if (!chip.toLowerCase(Locale.ROOT).contains("dvs128")) {
            throw bytes.error(at, "AEDAT 2.0 must be of a DVS128 (got AEChip " + shown(chip) + ")");
        }
        return new SensorSize(128, 128);
    }

    private static String shown(String text) {
        String printable = text.strip().replaceAll("[^ -~]", ".");
        return "\""
                + (printable.length() > 60 ? printable.substring(0, 60) + "..." : printable)
                + "\"";
    }
}
