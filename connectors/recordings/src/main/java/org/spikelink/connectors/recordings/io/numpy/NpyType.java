package org.spikelink.connectors.recordings.io.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.core.error.Printable;

/**
 * The type of an array's values.
 *
 * @param kind {@code i} signed, {@code u} unsigned, {@code f} floating point, {@code b} boolean
 * @param bytes per value
 * @param order of a value's bytes
 */
public record NpyType(char kind, int bytes, ByteOrder order) {

    /** Parses NumPy's text for a type, such as {@code <f4}. */
    public static NpyType of(String descr, String file) {
        if (!descr.matches("[<>=|]?(b1|[iu][1248]|f[48])")) {
            throw new RecordingException(
                    file,
                    "values must be of type b1, i1, i2, i4, i8, u1, u2, u4, u8, f4 or f8 (got '"
                            + Printable.of(descr)
                            + "')");
        }
        int at = descr.length() - 2;
        ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyType(descr.charAt(at), descr.charAt(at + 1) - '0', order);
    }

    /** The value at a byte offset of a buffer with this type's byte order. */
    public double get(ByteBuffer data, int at) {
        if (kind == 'f') {
            return bytes == 4 ? data.getFloat(at) : data.getDouble(at);
        }
        return switch (bytes) {
            case 1 -> kind == 'u' ? data.get(at) & 0xFF : data.get(at);
            case 2 -> kind == 'u' ? data.getShort(at) & 0xFFFF : data.getShort(at);
            case 4 -> kind == 'u' ? Integer.toUnsignedLong(data.getInt(at)) : data.getInt(at);
            default -> kind == 'u' ? unsigned(data.getLong(at)) : (double) data.getLong(at);
        };
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** The integer at a byte offset of a buffer with this type's byte order; floating-point values are truncated. */
    public long getLong(ByteBuffer data, int at) {
        if (kind == 'f') {
            return (long) get(data, at);
        }
        return switch (bytes) {
            case 1 -> kind == 'i' ? data.get(at) : data.get(at) & 0xFF;
            case 2 -> kind == 'u' ? data.getShort(at) & 0xFFFF : data.getShort(at);
            case 4 -> kind == 'u' ? Integer.toUnsignedLong(data.getInt(at)) : data.getInt(at);
            default -> data.getLong(at);
        };
    }

    /** Whether values have fractions. */
    public boolean isFloating() {
        return kind == 'f';
    }
}
