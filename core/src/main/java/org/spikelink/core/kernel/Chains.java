package org.spikelink.core.kernel;

/**
 * The kernel's chains and activations on plain row-major arrays, for those who learn weights: the order of operations is
 * {@link Kernel}'s, so what is learned with is to the bit what is run later. Matrices stand transposed, a row for each
 * input, so that an input adds one row. Arguments are not checked; nothing is allocated. Without state, for all threads.
 */
public sealed interface Chains permits PlainChains, VectorChains {

    /** Of the kernel that this JVM runs. */
    static Chains ofThisJvm() {
        return of(KernelChoice.ofThisJvm().kind());
    }

    static Chains of(KernelChoice.Kind kind) {
        return kind == KernelChoice.Kind.VECTOR ? new VectorChains() : new PlainChains();
    }

    /**
     * acc += W x of active inputs, in their order: acc[at + j] = fma(values[i], w[wAt + indices[i] n + j], acc[at + j])
     * for i in {@code from..to}, j below n.
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
     * acc += W x for several rows of dense inputs, inputs ascending: acc [rows][n], w [inputs][n], x [rows][inputs]; each
     * from its own offset on.
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

    /** a = sigmoid(a) for {@code n} values from {@code at} on. */
    void sigmoid(float[] a, int at, int n);

    /** to = E(-2 syn), of which tanh(syn) = (1 - E) / (1 + E), for {@code n} values of both from {@code at} on. */
    void decay(float[] syn, float[] to, int at, int n);
}
