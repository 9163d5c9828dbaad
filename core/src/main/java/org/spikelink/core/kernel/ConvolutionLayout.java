package org.spikelink.core.kernel;

import static org.spikelink.core.layer.LayerState.LINE_START;

/**
 * Where the weights and outputs of a convolution lie in its arrays. Outputs are kept position by position, channels
 * contiguous, one channel a vector lane. Around the image of outputs lie margins that are never read, so that each input
 * reaches a square of outputs of the same side. The weights that it meets there are contiguous, in the order of these
 * outputs, with 0 where the kernel does not reach: [C][phase of the row][phase of the column][side][side][stride]. The phase
 * is the input's row or column, padding included, modulo the stride.
 */
final class ConvolutionLayout {
    final ConvolutionShape shape;

    /** Rows, and columns, of outputs that each input reaches, margins included. */
    final int side;

    /** Floats of one position: the channels, and zeros that fill a vector. */
    final int stride;

    /** Floats that each input reaches in a row of outputs. */
    final int reach;

    /** Floats of a row of outputs, margins included. */
    final int rowStride;

    /** Of each row of inputs, all channels: where its weights begin, times 2^32, and the first output of the first row. */
    final long[] rowPlace;

    /** Of each column of inputs: how much further its weights begin, times 2^32, and the first output reached. */
    final long[] columnPlace;

    private final int margin; // rows above the image and columns on its left
    private final int rows; // margins included

    /**
     * A layout.
     *
     * @param stride floats of one position
     */
    ConvolutionLayout(ConvolutionShape shape, int stride) {
        this.shape = shape;
        this.stride = stride;
        side = shape.columns();
        reach = side * stride;
        margin = Math.max(0, -shape.first(0));
        rows = length(shape.in().height(), shape.out().height());
        rowStride = length(shape.in().width(), shape.out().width()) * stride;
        rowPlace = new long[shape.in().channels() * shape.in().height()];
        columnPlace = new long[shape.in().width()];
        for (int row = 0; row < rowPlace.length; row++) {
            int y = row % shape.in().height();
            int weights = weights(row / shape.in().height(), phase(y), 0);
            rowPlace[row] = place(weights, outputAt(shape.first(y), -margin));
        }
        for (int x = 0; x < columnPlace.length; x++) {
            int weights = weights(0, 0, phase(x)) - LINE_START;
            columnPlace[x] = place(weights, (shape.first(x) + margin) * stride);
        }
    }

    /** Outputs in a row or column, margins included. */
    private int length(int inputs, int outputs) {
        return margin + Math.max(outputs, shape.first(inputs - 1) + side);
    }

    private static long place(long weights, int outputs) {
        return (weights << Integer.SIZE) + outputs;
    }

    /** Of an input's row or column: the row or column of the kernel that meets the first output, counted from the lowest. */
    private int phase(int at) {
        return at + shape.padding() - shape.first(at) * shape.stride() - lowest();
    }

    /** Row or column of the kernel that the first output meets in phase 0; below 0 if the stride is larger. */
    private int lowest() {
        return shape.kernel() - shape.stride();
    }

    private int weights(int channel, int rowPhase, int columnPhase) {
        int phases = shape.stride();
        return LINE_START
                + ((channel * phases + rowPhase) * phases + columnPhase) * side * side * stride;
    }

    /** Floats of all weights, from 0 on. */
    int weightSize() {
        return weights(shape.in().channels(), 0, 0);
    }

    /** Where the weight of the first channel of outputs lies for a channel of inputs, row and column of the kernel. */
    int weightAt(int channel, int y, int x) {
        int rowPhase = Math.floorMod(y - lowest(), shape.stride());
        int columnPhase = Math.floorMod(x - lowest(), shape.stride());
        int row = (lowest() + rowPhase - y) / shape.stride();
        int column = (lowest() + columnPhase - x) / shape.stride();
        return weights(channel, rowPhase, columnPhase) + (row * side + column) * stride;
    }

    /** Floats of all outputs, margins included, from 0 on. */
    int outputSize() {
        return LINE_START + rows * rowStride;
    }

    /** Where the output of the first channel at (y, x) lies. */
    int outputAt(int y, int x) {
        return LINE_START + (margin + y) * rowStride + (margin + x) * stride;
    }
}
