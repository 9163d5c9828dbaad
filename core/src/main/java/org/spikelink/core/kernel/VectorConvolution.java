package org.spikelink.core.kernel;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Convolution on the Vector API: the chains of {@link PlainConvolution}, one channel a lane. What an input adds to a row of
 * outputs is written out for the usual numbers of vectors, and so are the rows where they are few, because a loop over so few
 * takes longer than its work. Each number has a method and a {@link Scatter} of its own: where the compiler inlines several
 * of them into one, it gives up and boxes the vectors.
 */
final class VectorConvolution implements ConvolutionLoops {
    private static final VectorSpecies<Integer> INTS =
            VectorSpecies.of(int.class, SPECIES.vectorShape());

    @Override
    public int stride(int channels) {
        return (channels + LANES - 1) / LANES * LANES;
    }

    @Override
    public Scatter scatter(ConvolutionLayout layout) {
        return switch (layout.reach / LANES) {
            case 1 -> VectorConvolution::toOne;
            case 2 -> VectorConvolution::toTwo;
            case 3 -> VectorConvolution::toThree;
            case 4 -> VectorConvolution::toFour;
            case 8 -> VectorConvolution::toEight;
            default -> VectorConvolution::toMore;
        };
    }

    /** One row. */
    private static void toOne(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            add(acc, a, weights, w, v);
        }
    }

    /** One row or two. */
    private static void toTwo(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        int rowStride = c.layout.rowStride;
        int side = c.layout.side;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            add(acc, a, weights, w, v);
            add(acc, a + LANES, weights, w + LANES, v);
            if (side > 1) {
                add(acc, a + rowStride, weights, w + 2 * LANES, v);
                add(acc, a + rowStride + LANES, weights, w + 3 * LANES, v);
            }
        }
    }

    /** One row or three. */
    private static void toThree(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        int rowStride = c.layout.rowStride;
        int side = c.layout.side;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            add(acc, a, weights, w, v);
            add(acc, a + LANES, weights, w + LANES, v);
            add(acc, a + 2 * LANES, weights, w + 2 * LANES, v);
            if (side > 1) {
                add(acc, a + rowStride, weights, w + 3 * LANES, v);
                add(acc, a + rowStride + LANES, weights, w + 4 * LANES, v);
                add(acc, a + rowStride + 2 * LANES, weights, w + 5 * LANES, v);
                add(acc, a + 2 * rowStride, weights, w + 6 * LANES, v);
                add(acc, a + 2 * rowStride + LANES, weights, w + 7 * LANES, v);
                add(acc, a + 2 * rowStride + 2 * LANES, weights, w + 8 * LANES, v);
            }
        }
    }

    private static void toFour(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        int rowStride = c.layout.rowStride;
        int reach = c.layout.reach;
        int side = c.layout.side;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            if (side == 2) {
                add(acc, a, weights, w, v);
                add(acc, a + LANES, weights, w + LANES, v);
                add(acc, a + 2 * LANES, weights, w + 2 * LANES, v);
                add(acc, a + 3 * LANES, weights, w + 3 * LANES, v);
                int b = a + rowStride;
                add(acc, b, weights, w + 4 * LANES, v);
                add(acc, b + LANES, weights, w + 5 * LANES, v);
                add(acc, b + 2 * LANES, weights, w + 6 * LANES, v);
                add(acc, b + 3 * LANES, weights, w + 7 * LANES, v);
                continue;
            }
            for (int row = 0; row < side; row++, a += rowStride, w += reach) {
                add(acc, a, weights, w, v);
                add(acc, a + LANES, weights, w + LANES, v);
                add(acc, a + 2 * LANES, weights, w + 2 * LANES, v);
                add(acc, a + 3 * LANES, weights, w + 3 * LANES, v);
            }
        }
    }

    private static void toEight(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        int rowStride = c.layout.rowStride;
        int reach = c.layout.reach;
        int side = c.layout.side;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            for (int row = 0; row < side; row++, a += rowStride, w += reach) {
                add(acc, a, weights, w, v);
                add(acc, a + LANES, weights, w + LANES, v);
                add(acc, a + 2 * LANES, weights, w + 2 * LANES, v);
                add(acc, a + 3 * LANES, weights, w + 3 * LANES, v);
                add(acc, a + 4 * LANES, weights, w + 4 * LANES, v);
                add(acc, a + 5 * LANES, weights, w + 5 * LANES, v);
                add(acc, a + 6 * LANES, weights, w + 6 * LANES, v);
                add(acc, a + 7 * LANES, weights, w + 7 * LANES, v);
            }
        }
    }

    private static void toMore(Convolution c, float[] values, int from, int count) {
        float[] acc = c.acc;
        float[] weights = c.weights;
        long[] places = c.place;
        int rowStride = c.layout.rowStride;
        int reach = c.layout.reach;
        int side = c.layout.side;
        int fours = reach - 3 * LANES;
        for (int n = 0; n < count; n++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[from + n]);
            int a = (int) places[n];
            int w = (int) (places[n] >>> Integer.SIZE);
            for (int row = 0; row < side; row++, a += rowStride, w += reach) {
                int k = 0;
                for (; k < fours; k += 4 * LANES) {
                    add(acc, a + k, weights, w + k, v);
                    add(acc, a + k + LANES, weights, w + k + LANES, v);
                    add(acc, a + k + 2 * LANES, weights, w + k + 2 * LANES, v);
                    add(acc, a + k + 3 * LANES, weights, w + k + 3 * LANES, v);
                }
                for (; k < reach; k += LANES) {
                    add(acc, a + k, weights, w + k, v);
                }
            }
        }
    }

    private static void add(float[] acc, int a, float[] weights, int w, FloatVector value) {
        FloatVector.fromArray(SPECIES, weights, w)
                .fma(value, FloatVector.fromArray(SPECIES, acc, a))
                .intoArray(acc, a);
    }

    @Override
    public void compare(ConvolutionSpikes spikes, int at, int first, int count) {
        int stride = spikes.convolution.layout.stride;
        for (int j = 0; j < stride; j += LANES) {
            switch (spikes.side) {
                case 1 -> compareEach(spikes, at + j, j, first, count);
                case 2 -> compareFours(spikes, at + j, j, first, count);
                default -> compareSquares(spikes, at + j, j, first, count);
            }
        }
    }

    /** A spike is the sign of threshold - acc. The signs enter a lane at the top and move down with each position. */
    private static void compareEach(ConvolutionSpikes s, int at, int j, int first, int count) {
        FloatVector limit = FloatVector.fromArray(SPECIES, s.thresholds, j);
        FloatVector bias = FloatVector.fromArray(SPECIES, s.convolution.bias, j);
        float[] acc = s.convolution.acc;
        int stride = s.convolution.layout.stride;
        IntVector bits = IntVector.zero(INTS);
        for (int n = 0, a = at; n < count; n++, a += stride) {
            IntVector sign = limit.sub(FloatVector.fromArray(SPECIES, acc, a)).reinterpretAsInts();
            bias.intoArray(acc, a);
            bits = bits.lanewise(VectorOperators.LSHR, 1).or(sign.and(Integer.MIN_VALUE));
        }
        write(bits, s.planes, j, stride, first, count);
    }

    /** Squares of two by two. */
    private static void compareFours(ConvolutionSpikes s, int at, int j, int first, int count) {
        FloatVector limit = FloatVector.fromArray(SPECIES, s.thresholds, j);
        FloatVector bias = FloatVector.fromArray(SPECIES, s.convolution.bias, j);
        float[] acc = s.convolution.acc;
        int stride = s.convolution.layout.stride;
        int down = s.convolution.layout.rowStride;
        IntVector counts = IntVector.fromArray(INTS, s.counts, j);
        IntVector bits = IntVector.zero(INTS);
        for (int n = 0, a = at; n < count; n++, a += 2 * stride) {
            IntVector one = limit.sub(FloatVector.fromArray(SPECIES, acc, a)).reinterpretAsInts();
            IntVector two =
                    limit.sub(FloatVector.fromArray(SPECIES, acc, a + stride)).reinterpretAsInts();
            IntVector three =
                    limit.sub(FloatVector.fromArray(SPECIES, acc, a + down)).reinterpretAsInts();
            IntVector four =
                    limit.sub(FloatVector.fromArray(SPECIES, acc, a + down + stride))
                            .reinterpretAsInts();
            bias.intoArray(acc, a);
            bias.intoArray(acc, a + stride);
            bias.intoArray(acc, a + down);
            bias.intoArray(acc, a + down + stride);
            counts =
                    counts.add(one.lanewise(VectorOperators.LSHR, Integer.SIZE - 1))
                            .add(two.lanewise(VectorOperators.LSHR, Integer.SIZE - 1))
                            .add(three.lanewise(VectorOperators.LSHR, Integer.SIZE - 1))
                            .add(four.lanewise(VectorOperators.LSHR, Integer.SIZE - 1));
            IntVector any = one.or(two).or(three.or(four));
            bits = bits.lanewise(VectorOperators.LSHR, 1).or(any.and(Integer.MIN_VALUE));
        }
        counts.intoArray(s.counts, j);
        write(bits, s.planes, j, stride, first, count);
    }

    /** Squares of any side. */
    private static void compareSquares(ConvolutionSpikes s, int at, int j, int first, int count) {
        FloatVector limit = FloatVector.fromArray(SPECIES, s.thresholds, j);
        FloatVector bias = FloatVector.fromArray(SPECIES, s.convolution.bias, j);
        float[] acc = s.convolution.acc;
        int stride = s.convolution.layout.stride;
        int down = s.convolution.layout.rowStride;
        int side = s.side;
        IntVector counts = IntVector.fromArray(INTS, s.counts, j);
        IntVector bits = IntVector.zero(INTS);
        for (int n = 0; n < count; n++) {
            IntVector any = IntVector.zero(INTS);
            for (int y = 0; y < side; y++) {
                int from = at + n * side * stride + y * down;
                for (int a = from; a < from + side * stride; a += stride) {
                    IntVector sign =
                            limit.sub(FloatVector.fromArray(SPECIES, acc, a)).reinterpretAsInts();
                    bias.intoArray(acc, a);
                    counts = counts.add(sign.lanewise(VectorOperators.LSHR, Integer.SIZE - 1));
                    any = any.or(sign);
                }
            }
            bits = bits.lanewise(VectorOperators.LSHR, 1).or(any.and(Integer.MIN_VALUE));
        }
        counts.intoArray(s.counts, j);
        write(bits, s.planes, j, stride, first, count);
    }

    /** Moves {@code count} bits at the top of each lane to those of their positions in the planes. */
    private static void write(
            IntVector bits, int[] planes, int j, int stride, int first, int count) {
        IntVector low = bits.lanewise(VectorOperators.LSHR, Integer.SIZE - count);
        int bit = first & (Integer.SIZE - 1);
        int plane = (first >>> 5) * stride + j;
        IntVector.fromArray(INTS, planes, plane)
                .or(low.lanewise(VectorOperators.LSHL, bit))
                .intoArray(planes, plane);
        if (bit + count > Integer.SIZE) {
            IntVector.fromArray(INTS, planes, plane + stride)
                    .or(low.lanewise(VectorOperators.LSHR, Integer.SIZE - bit))
                    .intoArray(planes, plane + stride);
        }
    }
}
