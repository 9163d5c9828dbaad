package org.spikelink.core.model;

import java.util.Arrays;

/**
 * Float32 values with a shape.
 *
 * @param shape sizes, outermost first; empty for a single value
 * @param values row-major
 */
public record Tensor(int[] shape, float[] values) {
    public Tensor {
        ModelException.require(
                size(shape) == values.length,
                "a tensor of shape %s must hold %d values (got %d)",
                Arrays.toString(shape),
                size(shape),
                values.length);
    }

    /** A vector. */
    public static Tensor of(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }

    /** Number of values of a shape. */
    public static long size(int[] shape) {
        long size = 1;
        for (int n : shape) {
            size = Math.multiplyExact(size, (long) n);
        }
        return size;
    }

    /** The shape as messages show it: {@code [512, 2312]}. */
    public String shapeText() {
        return Arrays.toString(shape);
    }
}
