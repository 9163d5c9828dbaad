package org.spikelink.core.kernel;

import static org.spikelink.core.kernel.VectorShape.LANES;
import static org.spikelink.core.kernel.VectorShape.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Chains on the Vector API, one per lane; columns that do not fill a vector are computed as in {@link PlainChains}.
 * The methods are long because vectors in arrays or method arguments would be boxed.
 */
final class VectorChains implements Chains {
    private static final int ROWS_AT_ONCE = 4;

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
        int c = 0;
        for (; c + 8 * LANES <= n; c += 8 * LANES) {
            eight(acc, at + c, n, w, wAt + c, indices, values, from, to);
        }
        for (; c + LANES <= n; c += LANES) {
            one(acc, at + c, n, w, wAt + c, indices, values, from, to);
        }
        for (int i = from; c < n && i < to; i++) {
            PlainChains.add(acc, at, c, n, w, wAt + indices[i] * n, values[i]);
        }
    }

    private static void eight(
            float[] acc,
            int p,
            int n,
            float[] w,
            int wAt,
            int[] indices,
            float[] values,
            int from,
            int to) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, acc, p);
        FloatVector a1 = FloatVector.fromArray(SPECIES, acc, p + LANES);
        FloatVector a2 = FloatVector.fromArray(SPECIES, acc, p + 2 * LANES);
        FloatVector a3 = FloatVector.fromArray(SPECIES, acc, p + 3 * LANES);
        FloatVector a4 = FloatVector.fromArray(SPECIES, acc, p + 4 * LANES);
        FloatVector a5 = FloatVector.fromArray(SPECIES, acc, p + 5 * LANES);
        FloatVector a6 = FloatVector.fromArray(SPECIES, acc, p + 6 * LANES);
        FloatVector a7 = FloatVector.fromArray(SPECIES, acc, p + 7 * LANES);
        for (int i = from; i < to; i++) {
            int r = wAt + indices[i] * n;
            FloatVector v = FloatVector.broadcast(SPECIES, values[i]);
            a0 = FloatVector.fromArray(SPECIES, w, r).fma(v, a0);
            a1 = FloatVector.fromArray(SPECIES, w, r + LANES).fma(v, a1);
            a2 = FloatVector.fromArray(SPECIES, w, r + 2 * LANES).fma(v, a2);
            a3 = FloatVector.fromArray(SPECIES, w, r + 3 * LANES).fma(v, a3);
            a4 = FloatVector.fromArray(SPECIES, w, r + 4 * LANES).fma(v, a4);
            a5 = FloatVector.fromArray(SPECIES, w, r + 5 * LANES).fma(v, a5);
            a6 = FloatVector.fromArray(SPECIES, w, r + 6 * LANES).fma(v, a6);
            a7 = FloatVector.fromArray(SPECIES, w, r + 7 * LANES).fma(v, a7);
        }
        a0.intoArray(acc, p);
        a1.intoArray(acc, p + LANES);
        a2.intoArray(acc, p + 2 * LANES);
        a3.intoArray(acc, p + 3 * LANES);
        a4.intoArray(acc, p + 4 * LANES);
        a5.intoArray(acc, p + 5 * LANES);
        a6.intoArray(acc, p + 6 * LANES);
        a7.intoArray(acc, p + 7 * LANES);
    }

    private static void one(
            float[] acc,
            int p,
            int n,
            float[] w,
            int wAt,
            int[] indices,
            float[] values,
            int from,
            int to) {
        FloatVector a = FloatVector.fromArray(SPECIES, acc, p);
        for (int i = from; i < to; i++) {
            FloatVector v = FloatVector.broadcast(SPECIES, values[i]);
            a = FloatVector.fromArray(SPECIES, w, wAt + indices[i] * n).fma(v, a);
        }
        a.intoArray(acc, p);
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
        int c = 0;
        for (; c + 2 * LANES <= n; c += 2 * LANES) {
            int row = 0;
            for (; row + ROWS_AT_ONCE <= rows; row += ROWS_AT_ONCE) {
                four(acc, at + row * n + c, n, w, wAt + c, x, xAt + row * inputs, inputs);
            }
            for (; row < rows; row++) {
                single(acc, at + row * n + c, n, w, wAt + c, x, xAt + row * inputs, inputs);
            }
        }
        PlainChains.addColumns(acc, at, c, n, w, wAt, x, xAt, rows, inputs);
    }

    /** Four rows, two vectors wide. */
    private static void four(
            float[] acc, int p, int n, float[] w, int wAt, float[] x, int m0, int inputs) {
        int q = p + n;
        int r = q + n;
        int s = r + n;
        int m1 = m0 + inputs;
        int m2 = m1 + inputs;
        int m3 = m2 + inputs;
        FloatVector a0 = FloatVector.fromArray(SPECIES, acc, p);
        FloatVector a1 = FloatVector.fromArray(SPECIES, acc, p + LANES);
        FloatVector b0 = FloatVector.fromArray(SPECIES, acc, q);
        FloatVector b1 = FloatVector.fromArray(SPECIES, acc, q + LANES);
        FloatVector c0 = FloatVector.fromArray(SPECIES, acc, r);
        FloatVector c1 = FloatVector.fromArray(SPECIES, acc, r + LANES);
        FloatVector d0 = FloatVector.fromArray(SPECIES, acc, s);
        FloatVector d1 = FloatVector.fromArray(SPECIES, acc, s + LANES);
        int at = wAt;
        for (int k = 0; k < inputs; k++, at += n) {
            FloatVector w0 = FloatVector.fromArray(SPECIES, w, at);
            FloatVector w1 = FloatVector.fromArray(SPECIES, w, at + LANES);
            FloatVector v = FloatVector.broadcast(SPECIES, x[m0 + k]);
            a0 = w0.fma(v, a0);
            a1 = w1.fma(v, a1);
            v = FloatVector.broadcast(SPECIES, x[m1 + k]);
            b0 = w0.fma(v, b0);
            b1 = w1.fma(v, b1);
            v = FloatVector.broadcast(SPECIES, x[m2 + k]);
            c0 = w0.fma(v, c0);
            c1 = w1.fma(v, c1);
            v = FloatVector.broadcast(SPECIES, x[m3 + k]);
            d0 = w0.fma(v, d0);
            d1 = w1.fma(v, d1);
        }
        a0.intoArray(acc, p);
        a1.intoArray(acc, p + LANES);
        b0.intoArray(acc, q);
        b1.intoArray(acc, q + LANES);
        c0.intoArray(acc, r);
        c1.intoArray(acc, r + LANES);
        d0.intoArray(acc, s);
        d1.intoArray(acc, s + LANES);
    }

    /** One row, two vectors wide. */
    private static void single(
            float[] acc, int p, int n, float[] w, int wAt, float[] x, int m, int inputs) {
        FloatVector a0 = FloatVector.fromArray(SPECIES, acc, p);
        FloatVector a1 = FloatVector.fromArray(SPECIES, acc, p + LANES);
        int at = wAt;
        for (int k = 0; k < inputs; k++, at += n) {
            FloatVector v = FloatVector.broadcast(SPECIES, x[m + k]);
            a0 = FloatVector.fromArray(SPECIES, w, at).fma(v, a0);
            a1 = FloatVector.fromArray(SPECIES, w, at + LANES).fma(v, a1);
        }
        a0.intoArray(acc, p);
        a1.intoArray(acc, p + LANES);
    }

    @Override
    public void addScaled(float[] acc, int at, float[] x, int xAt, int n, float scale) {
        FloatVector v = FloatVector.broadcast(SPECIES, scale);
        int j = 0;
        for (; j + LANES <= n; j += LANES) {
            FloatVector.fromArray(SPECIES, x, xAt + j)
                    .fma(v, FloatVector.fromArray(SPECIES, acc, at + j))
                    .intoArray(acc, at + j);
        }
        PlainChains.add(acc, at, j, n, x, xAt, scale);
    }

    @Override
    public void sigmoid(float[] a, int at, int n) {
        int whole = n - n % LANES;
        VectorActivations.sigmoid(a, at, whole);
        for (int j = at + whole; j < at + n; j++) {
            a[j] = 1f / (1f + Gates.exp(-a[j]));
        }
    }

    @Override
    public void decay(float[] syn, float[] to, int at, int n) {
        int whole = n - n % LANES;
        VectorActivations.decay(syn, to, at, whole);
        for (int j = at + whole; j < at + n; j++) {
            to[j] = Gates.exp(-2f * syn[j]);
        }
    }
}
