package org.spikelink.connectors.recordings.events.aedat2;

import java.util.Optional;
import java.util.regex.Pattern;
import org.spikelink.connectors.recordings.events.aedat2.Aedat2Layout.Chip;
import org.spikelink.connectors.recordings.io.RecordingBytes;

/**
 * The lines before the events: each begins with {@code #} and ends with CRLF. An event may begin with the same byte,
 * so the header ends after its end line or, without one, before the first line that is not text.
 *
 * @param chip if the header names one
 */
record Aedat2Header(Optional<Chip> chip) {
    private static final int MAX_BYTES = 1 << 24;
    private static final String MAGIC = "#!AER-DAT2.0";
    private static final String CHIP = "# AEChip:";
    private static final String END = "#End Of ASCII Header";

    /** A lone CR at the end of the file counts as an end of line: the header is truncated, and no event follows. */
    private static final Pattern CRLF = Pattern.compile("\r\n?\\z");

    private static final Pattern LF = Pattern.compile("\r?\n\\z");

    /** Reads the header, up to the first event. */
    static Aedat2Header read(RecordingBytes bytes) {
        String magic = takeLine(bytes);
        if (!magic.strip().equals(MAGIC)) {
            throw bytes.error(
                    0,
                    "AEDAT 2.0 must begin with the line " + MAGIC + " (got " + shown(magic) + ")");
        }
        Pattern lineEnd = magic.endsWith("\r\n") ? CRLF : LF;
        Optional<Chip> chip = Optional.empty();
        String line = magic;
        while (!line.startsWith(END) && lineFollows(bytes, lineEnd)) {
            long at = bytes.offset();
            if (at > MAX_BYTES) {
                throw bytes.error("the header must be at most 16 MiB");
            }
            line = takeLine(bytes);
            if (line.startsWith(CHIP)) {
                chip = Optional.of(chipOf(line, chip, at, bytes));
            }
        }
        return new Aedat2Header(chip);
    }

    private static boolean lineFollows(RecordingBytes bytes, Pattern lineEnd) {
        if (!bytes.has(1) || bytes.peek(0) != '#') {
            return false;
        }
        String line = bytes.peekLine();
        return line.startsWith(CHIP) // whatever the name is: it decides how events are read
                || lineEnd.matcher(line).replaceFirst("").chars().allMatch(Aedat2Header::isText);
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

    /** Unknown chips may use other address layouts: their events would be read as noise. */
    private static Chip chipOf(String line, Optional<Chip> before, long at, RecordingBytes bytes) {
        String name = line.substring(CHIP.length()).strip();
        Chip chip = chipOf(name, at, bytes);
        if (before.isPresent() && !before.get().equals(chip)) {
            throw bytes.error(
                    at,
                    "the header must name one chip (got another AEChip line, " + shown(name) + ")");
        }
        return chip;
    }

    private static Chip chipOf(String name, long at, RecordingBytes bytes) {
        return Aedat2Layout.chip(name)
                .orElseThrow(
                        () ->
                                bytes.error(
                                        at,
                                        "AEDAT 2.0 must be of a DVS128, DAVIS or CochleaAMS1b or c (got AEChip "
                                                + shown(name)
                                                + ")"));
    }

    private static String shown(String text) {
        String printable = text.strip().replaceAll("[^ -~]", ".");
        return "\""
                + (printable.length() > 60 ? printable.substring(0, 60) + "..." : printable)
                + "\"";
    }
}
