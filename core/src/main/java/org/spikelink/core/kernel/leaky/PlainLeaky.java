package org.spikelink.core.kernel.leaky;

import org.spikelink.core.model.Reset;

/** Leaky neurons in plain Java; the reference for the other kernel. */
final class PlainLeaky implements LeakyKernel {
    private final Reset reset;
    private final float[] beta;
    private final float[] threshold;

    PlainLeaky(Reset reset, float[] beta, float[] threshold) {
        this.reset = reset;
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    public void step(float[] x, float[] mem, int at, int neurons) {
        switch (reset) {
            case NONE -> none(x, mem, at, neurons);
            case SUBTRACT -> subtract(x, mem, at, neurons);
            case ZERO -> zero(x, mem, at, neurons);
        }
    }

    private void none(float[] x, float[] mem, int at, int neurons) {
        for (int j = 0; j < neurons; j++) {
            mem[at + j] = Math.fma(beta[j], mem[at + j], x[j]);
        }
    }

    private void subtract(float[] x, float[] mem, int at, int neurons) {
        for (int j = 0; j < neurons; j++) {
            float before = mem[at + j];
            float m = Math.fma(beta[j], before, x[j]);
            mem[at + j] = before > threshold[j] ? m - threshold[j] : m;
        }
    }

    private void zero(float[] x, float[] mem, int at, int neurons) {
        for (int j = 0; j < neurons; j++) {
            float before = mem[at + j] > threshold[j] ? 0f : mem[at + j];
            mem[at + j] = Math.fma(beta[j], before, x[j]);
        }
    }
}
