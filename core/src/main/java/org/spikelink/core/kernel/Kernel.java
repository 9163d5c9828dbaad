package org.spikelink.core.kernel;

/**
 * The arithmetic of one SLSTM layer, bound to its weights:
 *
 * <pre>
 * i,f,o = sigmoid(W x[t] + U mem[t-1] + b)    g = tanh(...)
 * syn[t] = f * syn[t-1] + i * g
 * mem[t] = o * tanh(syn[t]), then the reset of what was above its threshold at t-1
 * </pre>
 *
 * <p>Every kernel gives the same bits. For each output: acc = b; for the active inputs, index ascending, acc = fma(x,
 * w, acc); for k ascending acc = fma(mem[k], u, acc); one chain, never split. The activations follow {@link Gates}. A
 * kernel keeps scratch, so one instance serves one thread.
 */
public sealed interface Kernel permits PlainKernel, VectorKernel {

    /** A kernel bound to {@code weights}; {@link KernelChoice#ofThisJvm} says which kind runs here. */
    static Kernel of(KernelChoice.Kind kind, GateWeights weights) {
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
