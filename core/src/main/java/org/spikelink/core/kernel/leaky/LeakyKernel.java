package org.spikelink.core.kernel.leaky;

import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.model.Reset;

/** The arithmetic of leaky neurons with state. Every kernel gives the same bits; allocates nothing. */
sealed interface LeakyKernel permits PlainLeaky, VectorLeaky {

    /**
     * A kernel.
     *
     * @param beta within 0..1, of each neuron, with as many behind them as fill a vector
     * @param threshold of each neuron, without -0, with as many behind them
     */
    static LeakyKernel of(KernelChoice.Kind kind, Reset reset, float[] beta, float[] threshold) {
        return switch (kind) {
            case PLAIN -> new PlainLeaky(reset, beta, threshold);
            case VECTOR -> new VectorLeaky(reset, beta, threshold);
        };
    }

    /**
     * One step of one stream.
     *
     * @param x inputs of the neurons, with zeros behind them to the end of a vector
     * @param mem advanced in place, from {@code at} on; what fills a vector behind the neurons stays 0
     */
    void step(float[] x, float[] mem, int at, int neurons);
}
