package org.spikelink.trainer.layer;

import java.util.Arrays;
import org.spikelink.core.kernel.Chains;
import org.spikelink.core.kernel.ConvolutionShape;
import org.spikelink.core.layer.Image;
import org.spikelink.trainer.math.Layout;

/**
 * Gradients of a convolution's weights and inputs. Those of the weights need only the inputs that are not 0. Gradients of
 * images are channels-last. Keeps scratch; for one thread at a time.
 */
public final class ConvolutionGradient {
    /** Columns of a matrix, so that products need no remainder. */
    private static final int ALIGNMENT = 32;

    /** Outputs whose gradients are spread at once, so that they stay in the cache. */
    private static final int TILE = 64;

    private final Chains chains = Chains.ofThisJvm();
    private final ConvolutionShape shape;
    private final Image in;
    private final Image out;
    private final int channels;
    private final int places; // of the kernel
    private final int columns; // K x K x C, aligned
    private final float[] dWeights; // [C][K][K][channels]
    private final float[] spread; // [TILE][columns]

    public ConvolutionGradient(ConvolutionShape shape) {
        this.shape = shape;
        in = shape.in();
        out = shape.out();
        channels = shape.channels();
        places = shape.kernel() * shape.kernel();
        columns = columns(shape);
        dWeights = new float[shape.weights()];
        spread = new float[TILE * columns];
    }

    private static int columns(ConvolutionShape shape) {
        int used = shape.kernel() * shape.kernel() * shape.in().channels();
        return (used + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** Weights [channels][C][K][K] as {@link #inputs} takes them: [channels][K][K][C], each row filled up. */
    public static float[] forInputs(ConvolutionShape shape, float[] weights, int at) {
        int places = shape.kernel() * shape.kernel();
        int columns = columns(shape);
        float[] rows = new float[shape.channels() * columns];
        int each = shape.in().channels() * places;
        for (int o = 0; o < shape.channels(); o++) {
            Layout.transpose(
                    weights, at + o * each, shape.in().channels(), places, rows, o * columns);
        }
        return rows;
    }

    /** Sets the gradients of the weights to zero. */
    public void begin() {
        Arrays.fill(dWeights, 0f);
    }

    /**
     * Adds the gradients of the weights for some inputs.
     *
     * @param indices (c, y, x), ascending, from {@code from} to {@code to}
     * @param valueFrom the position of the first value
     * @param dOut [outputs][channels], from {@code dAt} on
     */
    public void addWeights(
            int[] indices, int from, int to, float[] values, int valueFrom, float[] dOut, int dAt) {
        int width = in.width();
        int pixels = (int) in.pixels();
        int kernel = shape.kernel();
        int stride = shape.stride();
        int c = 0;
        for (int n = from; n < to; n++) {
            float value = values[valueFrom + n - from];
            int pixel = indices[n] - c * pixels;
            while (pixel >= pixels) {
                pixel -= pixels;
                c++;
            }
            if (value == 0) {
                continue;
            }
            int y = pixel / width + shape.padding();
            int x = pixel % width + shape.padding();
            int firstY = Math.max(0, (y - kernel + stride) / stride);
            int firstX = Math.max(0, (x - kernel + stride) / stride);
            int lastY = Math.min(out.height() - 1, y / stride);
            int lastX = Math.min(out.width() - 1, x / stride);
            for (int oy = firstY; oy <= lastY; oy++) {
                int weights = (c * places + (y - oy * stride) * kernel + x) * channels;
                int d = dAt + oy * out.width() * channels;
                for (int ox = firstX; ox <= lastX; ox++) {
                    chains.addScaled(
                            dWeights,
                            weights - ox * stride * channels,
                            dOut,
                            d + ox * channels,
                            channels,
                            value);
                }
            }
        }
    }

    /** Writes the gradients of the weights, [channels][C][K][K]. */
    public void writeWeights(float[] to, int at) {
        Layout.transpose(dWeights, 0, dWeights.length / channels, channels, to, at);
    }

    /**
     * The gradients of the inputs.
     *
     * @param rows weights of {@link #forInputs}
     * @param dOut [outputs][channels], from {@code dAt} on
     * @param dIn set to the gradients [inputs][C]
     */
    public void inputs(float[] rows, float[] dOut, int dAt, float[] dIn) {
        Arrays.fill(dIn, 0, (int) in.size(), 0f);
        int outputs = (int) out.pixels();
        for (int first = 0; first < outputs; first += TILE) {
            int count = Math.min(TILE, outputs - first);
            Arrays.fill(spread, 0, count * columns, 0f);
            chains.addProduct(
                    spread, 0, columns, rows, 0, dOut, dAt + first * channels, count, channels);
            for (int n = 0; n < count; n++) {
                gather(first + n, n * columns, dIn);
            }
        }
    }

    private void gather(int output, int from, float[] dIn) {
        int kernel = shape.kernel();
        int y = output / out.width() * shape.stride() - shape.padding();
        int x = output % out.width() * shape.stride() - shape.padding();
        int firstX = Math.max(0, -x);
        int size = (Math.min(kernel, in.width() - x) - firstX) * in.channels();
        for (int ky = Math.max(0, -y); ky < Math.min(kernel, in.height() - y); ky++) {
            int to = ((y + ky) * in.width() + x + firstX) * in.channels();
            int at = from + (ky * kernel + firstX) * in.channels();
            for (int j = 0; j < size; j++) {
                dIn[to + j] += spread[at + j];
            }
        }
    }
}
