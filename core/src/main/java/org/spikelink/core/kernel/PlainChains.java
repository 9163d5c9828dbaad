package org.spikelink.core.kernel;

/** Chains in plain Java; runs everywhere. */
final class PlainChains implements Chains {

    @Override
    public void addActive(
            float[] acc,
            int at,
            int n,
            float[] w,
            int wAt,
            int[] indices,
            float[] values,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            add(acc, at, 0, n, w, wAt + indices[i] * n, values[i]);
        }
    }

    @Override
    public void addProduct(
            float[] acc,
            int at,
            int n,
            float[] w,
            int wAt,
            float[] x,
            int xAt,
            int rows,
            int inputs) {
        addColumns(acc, at, 0, n, w, wAt, x, xAt, rows, inputs);
    }

    /** The columns {@code fromColumn..n} alone. */
    static void addColumns(
            float[] acc,
            int at,
            int fromColumn,
            int n,
            float[] w,
            int wAt,
            float[] x,
            int xAt,
            int rows,
            int inputs) {
        for (int k = 0; k < inputs; k++) {
            for (int row = 0; row < rows; row++) {
                float value = x[xAt + row * inputs + k];
                add(acc, at + row * n, fromColumn, n, w, wAt + k * n, value);
            }
        }
    }

    static void add(float[] acc, int at, int from, int n, float[] w, int wAt, float x) {
        for (int j = from; j < n; j++) {
            acc[at + j] = Math.fma(x, w[wAt + j], acc[at + j]);
        }
    }

    @Override
    public void sigmoid(float[] a, int at, int n) {
        for (int j = at; j < at + n; j++) {
            a[j] = 1f / (1f + Gates.exp(-a[j]));
        }
    }

    @Override
    public void decay(float[] syn, float[] to, int at, int n) {
        for (int j = at; j < at + n; j++) {
            to[j] = Gates.exp(-2f * syn[j]);
        }
    }
}
