package org.spikelink.core.layer;

import java.util.Optional;
import java.util.OptionalInt;
import org.spikelink.core.frame.FrameGroup;

/** One layer of a network. Keeps scratch, so one instance serves one thread; the streams' state is not in it. */
public interface Layer {
    LayerSpec spec();

    /** Neurons, or outputs. */
    default int outputs() {
        return spec().outputs();
    }

    /** Sets one stream's row to the state that a stream starts with. */
    default void start(LayerState state, int row) {
        state.clear(row);
    }

    /**
     * One step of every stream in {@code x}; allocates nothing.
     *
     * @param x active inputs per stream
     * @param state advanced in place
     * @param out cleared and filled: per stream the neurons that spiked, with value 1, or all outputs of a layer of real
     *     values
     */
    void step(FrameGroup x, LayerState state, FrameGroup out);

    /**
     * The thresholds of a layer that keeps no state and only compares: output n is a spike where input n is above the
     * threshold of its channel. One for all, or one for each channel of the input's image. Empty for any other layer.
     */
    default Optional<float[]> comparedWith() {
        return Optional.empty();
    }

    /**
     * The side of the squares of a layer without state that passes on the largest value of each square of its input's
     * image; the squares do not overlap. Empty for any other layer.
     */
    default OptionalInt largestOfSquares() {
        return OptionalInt.empty();
    }

    /**
     * This layer and the one that follows it as one, with the same bits as one after the other, but faster. Empty if there
     * is no such step.
     */
    default Optional<FusedStep> fusedWith(Layer next) {
        return Optional.empty();
    }

    /**
     * Weights that the active inputs of {@code x} meet, one synaptic operation each, as NeuroBench counts them.
     *
     * @param x what the last step was given
     */
    long inputOperations(FrameGroup x);

    /**
     * The array that holds the membranes after a step: the membrane potentials of a spiking layer, else its outputs.
     * Live, read only, until the next step.
     */
    float[] membranes(LayerState state, FrameGroup out);

    /** Where the membranes [outputs] of the {@code b}th stream of the last step begin in {@link #membranes}. */
    int membraneStart(LayerState state, FrameGroup out, int b);

    /**
     * Distance to its threshold of the neuron closest to it, |mem - threshold|, in one row; {@link Float#MAX_VALUE} for a
     * layer that does not spike.
     */
    default float margin(LayerState state, int row) {
        return Float.MAX_VALUE;
    }
}
