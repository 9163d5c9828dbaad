package org.spikelink.trainer.network;

import org.spikelink.core.kernel.Chains;

/** A shard's gradients of all parameters but the first layer's input weights, and what multiplies matrices for it. */
public final class ShardGradients implements AutoCloseable {
    private static final float[] ONE = {1f};

    private final Chains chains = Chains.ofThisJvm();
    private final int skipped;
    private final float[] values;
    private final Gemm gemm = new Gemm();

    ShardGradients(int skipped, int size) {
        this.skipped = skipped;
        values = new float[size - skipped];
    }

    /** Gradients, the parameter at {@code skipped} first. */
    float[] values() {
        return values;
    }

    int at(Parameters.Slot slot) {
        return slot.at() - skipped;
    }

    /** Adds the values {@code from..end} to those as far behind {@code at}. */
    void addTo(float[] to, int at, int from, int end) {
        chains.addProduct(to, at + from, end - from, values, from, ONE, 0, 1, 1);
    }

    Gemm gemm() {
        return gemm;
    }

    @Override
    public void close() {
        gemm.close();
    }
}
