package org.spikelink.trainer.layer;

import org.spikelink.core.kernel.Chains;
import org.spikelink.trainer.math.Gemm;

/**
 * A shard's gradients of all parameters but the first layer's input weights, and the matrix multiplication that it
 * uses.
 */
public final class ShardGradients implements AutoCloseable {
    private static final float[] ONE = {1f};

    private final Chains chains = Chains.ofThisJvm();
    private final int skipped;
    private final int size;
    private float[] values; // null before the first backward pass
    private final Gemm gemm = new Gemm();

    public ShardGradients(int skipped, int size) {
        this.skipped = skipped;
        this.size = size;
    }

    /** Gradients; the first is that of the parameter at {@code skipped}. */
    public float[] values() {
        if (values == null) {
            values = new float[size - skipped];
        }
        return values;
    }

    public int at(Parameters.Slot slot) {
        return slot.at() - skipped;
    }

    /** Adds the values {@code from..end} to those that start at {@code at}. */
    public void addTo(float[] to, int at, int from, int end) {
        chains.addProduct(to, at + from, end - from, values(), from, ONE, 0, 1, 1);
    }

    public Gemm gemm() {
        return gemm;
    }

    @Override
    public void close() {
        gemm.close();
    }
}
