package org.spikelink.connectors.checkpoints;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The element type of a storage, and its conversion to float32. */
enum StorageType {
    FLOAT("FloatStorage", "float32", 4),
    DOUBLE("DoubleStorage", "float64", 8),
    HALF("HalfStorage", "float16", 2),
    BFLOAT16("BFloat16Storage", "bfloat16", 2),
    LONG("LongStorage", "int64", 8),
    INT("IntStorage", "int32", 4),
    SHORT("ShortStorage", "int16", 2),
    CHAR("CharStorage", "int8", 1),
    BYTE("ByteStorage", "uint8", 1),
    BOOL("BoolStorage", "bool", 1);

    private final String className;
    private final String dtype;
    private final int bytes;

    StorageType(String className, String dtype, int bytes) {
        this.className = className;
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /** The type with this name in PyTorch's module {@code torch}. */
    static Optional<StorageType> ofClass(String className) {
        return Arrays.stream(values()).filter(t -> t.className.equals(className)).findFirst();
    }

    String dtype() {
        return dtype;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /** Element {@code i} of a storage; the buffer has its byte order. */
    float get(ByteBuffer storage, int i) {
        int at = i * bytes;
        return switch (this) {
            case FLOAT -> storage.getFloat(at);
            case DOUBLE -> (float) storage.getDouble(at);
            case HALF -> halfToFloat(storage.getShort(at));
            case BFLOAT16 -> Float.intBitsToFloat(storage.getShort(at) << 16);
            case LONG -> (float) storage.getLong(at);
            case INT -> (float) storage.getInt(at);
            case SHORT -> storage.getShort(at);
            case CHAR -> storage.get(at);
            case BYTE -> storage.get(at) & 0xFF;
            case BOOL -> storage.get(at) != 0 ? 1 : 0;
        };
    }

    /** IEEE 754 binary16; every value is exact in float32. */
    private static float halfToFloat(short half) {
        int exponent = (half >> 10) & 0x1F;
        int fraction = half & 0x3FF;
        float magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24f;
                    case 31 -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
                };
        return half < 0 ? -magnitude : magnitude;
    }
}
