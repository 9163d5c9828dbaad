package org.spikelink.trainer.math;

/** Converts matrices between row- and column-major order. */
public final class Layout {
    private static final int BLOCK = 16;

    private Layout() {}

    /** to [columns][rows] = from [rows][columns] transposed, in blocks that fit into the first-level cache. */
    public static void transpose(
            float[] from, int at, int rows, int columns, float[] to, int toAt) {
        for (int r0 = 0; r0 < rows; r0 += BLOCK) {
            int r1 = Math.min(r0 + BLOCK, rows);
            for (int c = 0; c < columns; c++) {
                for (int r = r0; r < r1; r++) {
                    to[toAt + c * rows + r] = from[at + r * columns + c];
                }
            }
        }
    }
}
