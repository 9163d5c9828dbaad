package org.spikelink.core.kernel;

import org.spikelink.core.kernel.slstm.SlstmKernel;

/**
 * The kernel's chains and activations on plain row-major arrays, for training: the order of operations is that of
 * {@link SlstmKernel}, so that training gives the same bits as the deployed network. Matrices are transposed, with a
 * row for each input, so that an input adds one row. Arguments are not checked; nothing is allocated. Stateless and
 * thread-safe.
 */
public sealed interface Chains permits PlainChains, VectorChains {

    /** The chains of the kernel that this JVM uses. */
    static Chains ofThisJvm() {
        return of(KernelChoice.ofThisJvm().kind());
    }

    static Chains of(KernelChoice.Kind kind) {
        return kind == KernelChoice.Kind.VECTOR ? new VectorChains() : new PlainChains();
    }

    /**
     * acc += W x of active inputs, in their order: acc[at + j] = fma(values[i], w[wAt + indices[i] n + j], acc[at +
     * j]) for i in {@code from..to}, j below n.
     */
    void addActive(
            float[] acc,
            int at,
            int n,
            float[] w,
            int wAt,
            int[] indices,
            float[] values,
            int from,
            int to);

    /**
     * acc += W x for several rows of dense inputs, inputs ascending: acc [rows][n], w [inputs][n], x [rows][inputs];
     * each with its own offset.
     */
    void addProduct(
            float[] acc,
            int at,
            int n,
            float[] w,
            int wAt,
            float[] x,
            int xAt,
            int rows,
            int inputs);

    /** acc += scale x for {@code n} values: acc[at + j] = fma(scale, x[xAt + j], acc[at + j]). */
    void addScaled(float[] acc, int at, float[] x, int xAt, int n, float scale);

    /** a = sigmoid(a) for {@code n} values starting at {@code at}. */
    void sigmoid(float[] a, int at, int n);

    /**
     * to = E(-2 syn), of which tanh(syn) = (1 - E) / (1 + E), for {@code n} values of both, starting at {@code at}.
     */
    void decay(float[] syn, float[] to, int at, int n);
}
