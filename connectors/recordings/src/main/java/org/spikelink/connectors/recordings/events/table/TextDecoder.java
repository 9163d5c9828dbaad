package org.spikelink.connectors.recordings.events.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.spikelink.connectors.recordings.events.EventChunk;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingBytes;
import org.spikelink.connectors.recordings.io.RecordingException;

/**
 * Reads one event per line. Times with a decimal point are in seconds and others in µs, unless a unit is stated;
 * polarity is 1, true or on for ON and 0, -1, false or off for OFF. Comments ({@code #}, {@code %}), the names of the
 * columns and the size of the sensor before the first event are skipped. Integers and plain decimals are parsed in
 * place; only numbers with exponents allocate memory.
 */
final class TextDecoder implements EventDecoder {
    private static final int MAX_FIELDS = 64;

    private final RecordingBytes bytes;
    private final Columns columns;
    private final int expected; // fields of a line; 0 if unknown
    private final TimeScale unit; // null if not stated
    private final Optional<SensorSize> size;
    private final boolean lenient;
    private final int[] starts = new int[MAX_FIELDS];
    private final int[] ends = new int[MAX_FIELDS];
    private boolean inData;
    private long invalid;

    TextDecoder(RecordingBytes bytes, TextLayout layout, boolean lenient) {
        this.bytes = bytes;
        this.columns = layout.columns();
        this.expected = layout.fields();
        this.unit = layout.unit().orElse(null);
        this.size = layout.size();
        this.lenient = lenient;
    }

    @Override
    public Optional<SensorSize> sensorSize() {
        return size;
    }

    @Override
    public boolean read(EventChunk chunk) {
        chunk.clear();
        int length;
        while (chunk.room() > 0 && (length = bytes.textLineBytes()) > 0) {
            try {
                line(bytes.position(), bytes.position() + length, chunk);
            } catch (RecordingException e) {
                if (!lenient) {
                    throw e;
                }
                invalid++;
            }
            bytes.skip(length);
        }
        return chunk.count() > 0;
    }

    private void line(int from, int to, EventChunk chunk) {
        int fields = split(from, to);
        if (fields == 0 || isComment(bytes.array()[starts[0]]) || (!inData && isHeader(fields))) {
            return;
        }
        inData = true;
        if (fields <= columns.last() || (expected > 0 && fields != expected)) {
            throw bytes.error(
                    "a line must have %s%d fields (got %d)"
                            .formatted(
                                    expected > 0 ? "" : "at least ",
                                    expected > 0 ? expected : columns.last() + 1,
                                    fields));
        }
        try {
            long tUs = time(columns.t());
            int x = Math.toIntExact(whole(columns.x()));
            int y = Math.toIntExact(whole(columns.y()));
            chunk.add(tUs, x, y, isOn(columns.p()));
        } catch (NumberFormatException | ArithmeticException e) {
            String shown = bytes.peekText(Math.min(80, to - from)).strip();
            throw new RecordingException(
                    bytes.file(),
                    bytes.offset(),
                    "t, x, y and p must be numbers, x and y whole ones, p 0, 1, -1, true or false (got '"
                            + shown.replaceAll("[^ -~]", "?")
                            + "')",
                    e);
        }
    }

    /** Splits at commas, semicolons and blanks; at most {@link #MAX_FIELDS} fields. */
    private int split(int from, int to) {
        byte[] array = bytes.array();
        int fields = 0;
        int at = from;
        while (fields < MAX_FIELDS) {
            while (at < to && isGap(array[at])) {
                at++;
            }
            if (at == to) {
                return fields;
            }
            starts[fields] = at;
            while (at < to && !isGap(array[at])) {
                at++;
            }
            ends[fields++] = at;
        }
        return fields;
    }

    private static boolean isGap(byte c) {
        return c == ',' || c == ';' || (c <= ' ' && c >= 0) || c == '"';
    }

    private static boolean isComment(byte c) {
        return c == '#' || c == '%';
    }

    /** The names of the columns, after which there are only events, or the size of the sensor. */
    private boolean isHeader(int fields) {
        if (fields == 2 && size.isPresent()) {
            return true;
        }
        byte c = bytes.array()[starts[0]];
        inData = c != '-' && c != '+' && c != '.' && (c < '0' || c > '9');
        return inData;
    }

    private long time(int field) {
        long value = digits(field);
        boolean plain = value != Long.MIN_VALUE;
        if (plain) {
            return unit == null ? value : unit.us(value);
        }
        BigDecimal decimal = new BigDecimal(text(field));
        TimeScale scale = unit == null ? TimeScale.S : unit;
        BigDecimal factor =
                BigDecimal.valueOf(scale.us(1_000_000L)).movePointLeft(6); // µs of one unit
        if (decimal.precision() - decimal.scale() > 20 || decimal.scale() > 400) {
            throw new ArithmeticException("out of range");
        }
        return decimal.multiply(factor).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private long whole(int field) {
        long value = digits(field);
        if (value != Long.MIN_VALUE) {
            return value;
        }
        BigDecimal decimal = new BigDecimal(text(field));
        if (Math.abs((long) decimal.precision() - decimal.scale()) > 400 || decimal.scale() > 400) {
            throw new ArithmeticException("out of range");
        }
        return decimal.longValueExact();
    }

    /** A number of up to 18 digits, {@link Long#MIN_VALUE} for all others. */
    private long digits(int field) {
        byte[] array = bytes.array();
        int at = starts[field];
        boolean negative = array[at] == '-';
        if (negative || array[at] == '+') {
            at++;
        }
        int length = ends[field] - at;
        if (length < 1 || length > 18) {
            return Long.MIN_VALUE;
        }
        long value = 0;
        for (; at < ends[field]; at++) {
            int digit = array[at] - '0';
            if (digit < 0 || digit > 9) {
                return Long.MIN_VALUE;
            }
            value = 10 * value + digit;
        }
        return negative ? -value : value;
    }

    private String text(int field) {
        int start = starts[field];
        return new String(bytes.array(), start, ends[field] - start, StandardCharsets.ISO_8859_1);
    }

    private boolean isOn(int field) {
        if (Character.isLetter(bytes.array()[starts[field]])) {
            boolean on = is(field, "true") || is(field, "on");
            if (!on && !is(field, "false") && !is(field, "off")) {
                throw new ArithmeticException("polarity must be true or false");
            }
            return on;
        }
        long polarity = whole(field);
        if (polarity < -1 || polarity > 1) {
            throw new ArithmeticException("polarity " + polarity);
        }
        return polarity == 1;
    }

    private boolean is(int field, String word) {
        if (ends[field] - starts[field] != word.length()) {
            return false;
        }
        for (int n = 0; n < word.length(); n++) {
            if ((bytes.array()[starts[field] + n] | 0x20) != word.charAt(n)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Map<String, Long> skipped() {
        return invalid == 0 ? Map.of() : Map.of("invalid lines", invalid);
    }

    @Override
    public void close() {
        bytes.close();
    }
}
