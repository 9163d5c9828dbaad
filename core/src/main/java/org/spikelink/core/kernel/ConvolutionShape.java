package org.spikelink.core.kernel;

import static org.spikelink.core.model.ModelException.require;
import static org.spikelink.core.model.ModelException.requireImage;

import org.spikelink.core.layer.Image;
import org.spikelink.core.layer.LayerState;

/**
 * The sizes of a convolution with a square kernel, as in torch's {@code Conv2d}.
 *
 * @param in shape of the inputs
 * @param channels of the outputs
 * @param kernel side K, 1..64
 * @param stride 1..64
 * @param padding zeros on each side, 0..64
 */
public record ConvolutionShape(Image in, int channels, int kernel, int stride, int padding) {
    private static final int MAX_SIDE = 64;
    private static final int MAX_CHANNELS = 1 << 16;
    private static final int MOST_GATES = 4; // outputs of a neuron of a recurrent layer
    private static final int MAX_WEIGHTS = 1 << 26;
    private static final int MAX_OUTPUTS = 1 << 27;

    public ConvolutionShape {
        requireImage("in", in);
        requireIn("channels", channels, 1, MOST_GATES * MAX_CHANNELS);
        requireIn("kernel", kernel, 1, MAX_SIDE);
        requireIn("stride", stride, 1, MAX_SIDE);
        requireIn("padding", padding, 0, MAX_SIDE);
        require(
                Math.min(in.height(), in.width()) + 2 * padding >= kernel,
                "kernel must fit into the padded image of %d x %d (got %d)",
                in.height() + 2 * padding,
                in.width() + 2 * padding,
                kernel);
        int filled = Math.max(channels, LayerState.ALIGNMENT);
        requireWeights(filled, in.channels(), columns(kernel, stride) * stride);
        requireImage("outputs", out(in, channels, kernel, stride, padding));
        requireOutputs(filled, out(in, channels, kernel, stride, padding), columns(kernel, stride));
    }

    /** Checks the number of a layer's channels. */
    public static void requireChannels(int channels) {
        requireIn("channels", channels, 1, MAX_CHANNELS);
    }

    private static void requireIn(String key, int value, int least, int most) {
        require(
                value >= least && value <= most,
                "%s must be %d..%d (got %d)",
                key,
                least,
                most,
                value);
    }

    /** Of the weights as they are kept, with zeros that fill vectors and phases. */
    private static void requireWeights(int channels, int inChannels, int side) {
        double weights = (double) channels * inChannels * side * side;
        require(
                weights <= MAX_WEIGHTS,
                "channels x channels of in x kernel x kernel must be at most %d, where channels count as %d at least and"
                        + " kernel as the next multiple of stride (got %d x %d x %d x %d = %.0f)",
                MAX_WEIGHTS,
                LayerState.ALIGNMENT,
                channels,
                inChannels,
                side,
                side,
                weights);
    }

    /** Of the outputs as they are kept, with zeros that fill vectors and margins on each side. */
    private static void requireOutputs(int channels, Image out, int margin) {
        int height = out.height() + 2 * margin;
        int width = out.width() + 2 * margin;
        double outputs = (double) channels * height * width;
        require(
                outputs <= MAX_OUTPUTS,
                "outputs, channels x height x width, must be at most %d, where channels count as %d at least and height"
                        + " and width as %d more (got %d x %d x %d = %.0f)",
                MAX_OUTPUTS,
                LayerState.ALIGNMENT,
                2 * margin,
                channels,
                height,
                width,
                outputs);
    }

    /** Shape of the outputs. */
    public Image out() {
        return out(in, channels, kernel, stride, padding);
    }

    private static Image out(Image in, int channels, int kernel, int stride, int padding) {
        return new Image(
                channels,
                (in.height() + 2 * padding - kernel) / stride + 1,
                (in.width() + 2 * padding - kernel) / stride + 1);
    }

    /** Weights: channels x channels of in x K x K. */
    public int weights() {
        return channels * in.channels() * kernel * kernel;
    }

    /** Outputs of a row or column that an input reaches at most. */
    int columns() {
        return columns(kernel, stride);
    }

    private static int columns(int kernel, int stride) {
        return (kernel + stride - 1) / stride;
    }

    /** The first output of a row or column that an input at {@code at} reaches; below 0 in the padding. */
    int first(int at) {
        return Math.floorDiv(at + padding - kernel, stride) + 1;
    }

    /** The outputs, of so many in a row or column, that an input at {@code at} reaches. */
    int reached(int at, int outputs) {
        int last = Math.min(outputs - 1, Math.floorDiv(at + padding, stride));
        return Math.max(0, last - Math.max(0, first(at)) + 1);
    }

    /** Weights that a step meets if no input is 0: each input's with each output that it reaches. */
    public long denseOperations() {
        return sum(in.height(), out().height())
                * sum(in.width(), out().width())
                * in.channels()
                * channels;
    }

    private long sum(int inputs, int outputs) {
        long sum = 0;
        for (int at = 0; at < inputs; at++) {
            sum += reached(at, outputs);
        }
        return sum;
    }
}
