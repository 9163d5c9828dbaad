package org.spikelink.connectors.kafka.codec;

import java.nio.charset.StandardCharsets;

/** A position in comma-separated values without quotes. Lines end with LF or CRLF, the last one may lack its end. */
final class CsvCursor {
    private final byte[] bytes;
    private int at;
    private int end;
    private int line = 1;

    CsvCursor(byte[] bytes) {
        this.bytes = bytes;
        findEnd();
    }

    private void findEnd() {
        end = at;
        while (end < bytes.length && bytes[end] != ',' && bytes[end] != '\n') {
            end++;
        }
    }

    /** Whether all values have been read. */
    boolean isAtEnd() {
        return at >= bytes.length;
    }

    /** Whether this value is the last of its line. */
    boolean isLastOfLine() {
        return end >= bytes.length || bytes[end] == '\n';
    }

    /** The value here, without spaces around it. */
    String text() {
        return isAtEnd() ? "" : new String(bytes, at, end - at, StandardCharsets.UTF_8).strip();
    }

    /** The value here as a whole number. */
    long integer() throws MalformedRecordException {
        int from = at;
        int to = trimmedEnd();
        long value = 0;
        boolean digits = from < to && to - from <= 18;
        for (int n = from; n < to && digits; n++) {
            digits = bytes[n] >= '0' && bytes[n] <= '9';
            value = 10 * value + bytes[n] - '0';
        }
        if (!digits) {
            throw error("a value must be a whole number from 0, of at most 18 digits");
        }
        return value;
    }

    private int trimmedEnd() {
        return end > at && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    /** The value here as a number; NaN for {@code ?}. */
    float number() throws MalformedRecordException {
        String text = text();
        if (text.equals("?")) {
            return Float.NaN;
        }
        try {
            char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
            if (last <= '9' || last == 'N' || last == 'y') { // not 1f, 1d or 0x1p3
                return Float.parseFloat(text);
            }
        } catch (NumberFormatException e) {
            throw error("a value must be a number", e);
        }
        throw error("a value must be a number");
    }

    /** Moves to the next value, which must be on the next line, or not. */
    void next(boolean onNextLine) throws MalformedRecordException {
        if (onNextLine != isLastOfLine()) {
            throw error(onNextLine ? "a line has too many values" : "a line has too few values");
        }
        if (onNextLine) {
            line++;
        }
        at = end + 1;
        findEnd();
    }

    MalformedRecordException error(String rule) {
        return error(rule, null);
    }

    private MalformedRecordException error(String rule, NumberFormatException cause) {
        return new MalformedRecordException(
                "%s (got %s on line %d)"
                        .formatted(
                                rule,
                                Quoted.utf8(
                                        bytes, Math.min(at, bytes.length), Math.max(0, end - at)),
                                line),
                cause);
    }
}
