package org.spikelink.connectors.checkpoints;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A parameter as it is exported: float32, or one int64.
 *
 * @param values row-major
 * @param isLong whether it is written as int64
 * @param shape sizes, outermost first; none for a single value
 */
public record Parameter(float[] values, boolean isLong, int... shape) {

    Parameter(float[] values, int... shape) {
        this(values, false, shape);
    }

    static Parameter of(float value) {
        return new Parameter(new float[] {value}, false);
    }

    static Parameter ofLong(int value) {
        return new Parameter(new float[] {value}, true);
    }

    /** The values, little-endian. */
    byte[] toBytes() {
        ByteBuffer bytes =
                ByteBuffer.allocate(values.length * (isLong ? Long.BYTES : Float.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            if (isLong) {
                bytes.putLong((long) value);
            } else {
                bytes.putFloat(value);
            }
        }
        return bytes.array();
    }
}
