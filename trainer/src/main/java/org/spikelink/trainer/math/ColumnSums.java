package org.spikelink.trainer.math;

import java.util.Arrays;

/** Sums over rows. */
public final class ColumnSums {
    private ColumnSums() {}

    /** to [n] = sum of the rows {@code from..end} of {@code x} [rows][n]. */
    public static void of(float[] x, int from, int end, int n, float[] to, int at) {
        Arrays.fill(to, at, at + n, 0f);
        for (int row = from; row < end; row++) {
            add(x, row * n, n, to, at);
        }
    }

    private static void add(float[] x, int xAt, int n, float[] to, int at) {
        for (int j = 0; j < n; j++) {
            to[at + j] += x[xAt + j];
        }
    }
}
