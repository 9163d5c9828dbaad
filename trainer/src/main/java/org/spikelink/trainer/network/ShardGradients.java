package org.spikelink.trainer.network;

/** A shard's gradients of all parameters but the first layer's input weights, and what multiplies matrices for it. */
public final class ShardGradients implements AutoCloseable {
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

    Gemm gemm() {
        return gemm;
    }

    @Override
    public void close() {
        gemm.close();
    }
}
