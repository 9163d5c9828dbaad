package org.spikelink.trainer.network;

/**
 * acc += x w for one row after another, in the order given: the deployed kernel's chain, so its bits. Several links a
 * pass, so that acc is loaded and stored less often; the JIT turns the loops into vector instructions.
 */
final class Chains {
    private Chains() {}

    /**
     * Adds the rows {@code indices[from..to)} of {@code w}, each {@code n} long, times their values.
     *
     * @param w rows, the first at {@code wAt}
     */
    static void addActive(
            float[] acc,
            int at,
            float[] w,
            int wAt,
            int[] indices,
            float[] values,
            int from,
            int to,
            int n) {
        int j = from;
        for (; j + 4 <= to; j += 4) {
            four(
                    acc,
                    at,
                    w,
                    wAt + indices[j] * n,
                    wAt + indices[j + 1] * n,
                    wAt + indices[j + 2] * n,
                    wAt + indices[j + 3] * n,
                    values[j],
                    values[j + 1],
                    values[j + 2],
                    values[j + 3],
                    n);
        }
        for (; j < to; j++) {
            one(acc, at, w, wAt + indices[j] * n, values[j], n);
        }
    }

    /** acc[n] = x w[n] + acc[n]. */
    static void one(float[] acc, int at, float[] w, int w0, float x0, int n) {
        for (int j = 0; j < n; j++) {
            acc[at + j] = Math.fma(x0, w[w0 + j], acc[at + j]);
        }
    }

    /** Four links of the chain. */
    static void four(
            float[] acc,
            int at,
            float[] w,
            int w0,
            int w1,
            int w2,
            int w3,
            float x0,
            float x1,
            float x2,
            float x3,
            int n) {
        for (int j = 0; j < n; j++) {
            acc[at + j] =
                    Math.fma(
                            x3,
                            w[w3 + j],
                            Math.fma(
                                    x2,
                                    w[w2 + j],
                                    Math.fma(x1, w[w1 + j], Math.fma(x0, w[w0 + j], acc[at + j]))));
        }
    }
}
