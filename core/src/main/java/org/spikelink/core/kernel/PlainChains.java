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

    @Override
    public void addScaled(float[] acc, int at, float[] x, int xAt, int n, float scale) {
        add(acc, at, 0, n, x, xAt, scale);
    }

    /** Only the columns {@code fromColumn..n}. */
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
        for (int row = 0; row < rows; row++) {
            int c = fromColumn;
            for (; c + 4 <= n; c += 4) {
                four(acc, at + row * n + c, n, w, wAt + c, x, xAt + row * inputs, inputs);
            }
            for (; c < n; c++) {
                one(acc, at + row * n + c, n, w, wAt + c, x, xAt + row * inputs, inputs);
            }
        }
    }

    /** Four columns of one row: four parallel chains. */
    private static void four(
            float[] acc, int p, int n, float[] w, int wAt, float[] x, int m, int inputs) {
        float a = acc[p];
        float b = acc[p + 1];
        float c = acc[p + 2];
        float d = acc[p + 3];
        int at = wAt;
        for (int k = 0; k < inputs; k++, at += n) {
            float v = x[m + k];
            a = Math.fma(v, w[at], a);
            b = Math.fma(v, w[at + 1], b);
            c = Math.fma(v, w[at + 2], c);
            d = Math.fma(v, w[at + 3], d);
        }
        acc[p] = a;
        acc[p + 1] = b;
        acc[p + 2] = c;
        acc[p + 3] = d;
    }

    private static void one(
            float[] acc, int p, int n, float[] w, int wAt, float[] x, int m, int inputs) {
        float a = acc[p];
        int at = wAt;
        for (int k = 0; k < inputs; k++, at += n) {
            a = Math.fma(x[m + k], w[at], a);
        }
        acc[p] = a;
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
