package org.spikelink.core.kernel;

/** The inner loops of a {@link Convolution}, all with the same bits. */
sealed interface ConvolutionLoops permits PlainConvolution, VectorConvolution {

    static ConvolutionLoops of(KernelChoice.Kind kind) {
        return switch (kind) {
            case PLAIN -> new PlainConvolution();
            case VECTOR -> new VectorConvolution();
        };
    }

    /** Floats for one position of so many channels. */
    int stride(int channels);

    /** What adds inputs to outputs that are laid out like this. */
    Scatter scatter(ConvolutionLayout layout);

    /**
     * Compares neighbours of a row with the thresholds, adds the spikes to the planes and, if they are pooled, the counts,
     * and sets these outputs to their bias.
     *
     * @param at where the first output lies
     * @param first position of it, pooled
     * @param count positions, pooled, 1..{@link ReachedBlocks#WIDTH}
     */
    void compare(ConvolutionSpikes spikes, int at, int first, int count);

    /** A loop over inputs, for one number of outputs reached. */
    @FunctionalInterface
    interface Scatter {
        /**
         * Adds the first {@code count} inputs located, in their order, to the outputs that they reach.
         *
         * @param values of the inputs, from {@code from} on
         */
        void add(Convolution c, float[] values, int from, int count);
    }
}
