package org.spikelink.core.kernel.slstm;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.kernel.Gates;
import org.spikelink.core.kernel.KernelChoice;
import org.spikelink.core.layer.LayerState;

/**
 * The arithmetic of one SLSTM layer, bound to its weights:
 *
 * <pre>
 * i,f,o = sigmoid(W x[t] + U mem[t-1] + b)    g = tanh(...)
 * syn[t] = f * syn[t-1] + i * g
 * mem[t] = o * tanh(syn[t]), then the reset of neurons above their threshold at t-1
 * </pre>
 *
 * <p>Every kernel gives the same bits. For each output: acc = b; for the active inputs, index ascending, acc = fma(x,
 * w, acc); for k ascending acc = fma(mem[k], u, acc); one chain, never split. The activations follow {@link Gates}. A
 * kernel keeps scratch arrays and is not thread-safe.
 */
public sealed interface SlstmKernel permits PlainKernel, VectorKernel {

    /** A kernel bound to {@code weights}, of the kind that {@link KernelChoice#ofThisJvm} returns. */
    static SlstmKernel of(KernelChoice.Kind kind, GateWeights weights) {
        return switch (kind) {
            case PLAIN -> new PlainKernel(weights);
            case VECTOR -> new VectorKernel(weights);
        };
    }

    /**
     * One step of every stream in {@code x}, in place; allocates nothing.
     *
     * @param x active inputs, indices below X, ascending per stream
     * @param state syn and mem of the streams' rows; neither quantized nor compared with the threshold afterwards
     */
    void step(FrameGroup x, LayerState state);

    /**
     * Adds the neurons of one row that are above their threshold (strict) to the stream that {@code spk} is filling;
     * allocates nothing.
     */
    void collect(LayerState state, int row, FrameGroup spk);
}
