package org.spikelink.core.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which outputs of a convolution the inputs of a step reach, in blocks of {@value #WIDTH} neighbours of a row. An input only
 * marks the columns that it reaches in its own row of inputs; which rows that means is found for all inputs of a row at
 * once.
 */
final class ReachedBlocks {
    /** Outputs of a block. */
    static final int WIDTH = 8;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ConvolutionShape shape;
    private final int height;

    /** Bytes of a row: its blocks, and as many as fill longs. */
    private final int rowBytes;

    /** [height of the inputs][rowBytes], not 0 where an input of the row reaches the block. */
    private final byte[] marks;

    // of each row of inputs, all channels
    private final int[] markRow; // where its marks begin
    private final int[] rowCount; // rows of outputs reached

    // of each column of inputs
    private final int[] first; // block
    private final int[] last;
    private final int[] columnCount; // columns of outputs reached

    ReachedBlocks(ConvolutionShape shape) {
        this.shape = shape;
        height = shape.in().height();
        int blocks = (shape.out().width() + WIDTH - 1) / WIDTH;
        rowBytes = (blocks + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        marks = new byte[height * rowBytes];
        markRow = new int[shape.in().channels() * height];
        rowCount = new int[markRow.length];
        for (int row = 0; row < markRow.length; row++) {
            markRow[row] = row % height * rowBytes;
            rowCount[row] = shape.reached(row % height, shape.out().height());
        }
        int width = shape.in().width();
        first = new int[width];
        last = new int[width];
        columnCount = new int[width];
        int end = shape.out().width() - 1;
        for (int x = 0; x < width; x++) {
            int from = shape.first(x);
            first[x] = Math.max(0, Math.min(end, from)) / WIDTH;
            last[x] = Math.max(0, Math.min(end, from + shape.columns() - 1)) / WIDTH;
            columnCount[x] = shape.reached(x, shape.out().width());
        }
    }

    /** Bytes that {@link #of} writes. */
    int rowBytes() {
        return rowBytes;
    }

    /**
     * Marks what an input reaches.
     *
     * @param row c * H + y
     * @return the number of outputs of a channel that it reaches
     */
    int mark(int row, int x) {
        int at = markRow[row];
        marks[at + first[x]] = 1;
        marks[at + last[x]] = 1;
        for (int block = first[x] + 1; block < last[x]; block++) {
            marks[at + block] = 1;
        }
        return rowCount[row] * columnCount[x];
    }

    void clear() {
        Arrays.fill(marks, (byte) 0);
    }

    /**
     * Finds the blocks reached of some rows of outputs, seen as one.
     *
     * @param to not 0 where a block is reached
     * @return whether any is
     */
    boolean of(int row, int rows, byte[] to) {
        int from = Math.max(0, row * shape.stride() - shape.padding());
        int until = (row + rows - 1) * shape.stride() - shape.padding() + shape.kernel();
        int end = Math.min(height, until) * rowBytes;
        long any = 0;
        for (int at = 0; at < rowBytes; at += Long.BYTES) {
            long blocks = 0;
            for (int y = from * rowBytes + at; y < end; y += rowBytes) {
                blocks |= (long) LONGS.get(marks, y);
            }
            LONGS.set(to, at, blocks);
            any |= blocks;
        }
        return any != 0;
    }
}
