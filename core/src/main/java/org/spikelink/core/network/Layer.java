package org.spikelink.core.network;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.kernel.LayerState;

/** One layer of a network. Keeps scratch, so one instance serves one thread; the streams' state is not in it. */
public sealed interface Layer permits SlstmLayer, LinearLayer {

    /** Neurons, or outputs. */
    int outputs();

    /** Neurons that hold syn and mem from step to step; 0 for a layer without state. */
    int stateSize();

    /** Sets one stream's row to the state that a stream starts with. */
    void start(LayerState state, int row);

    /**
     * One step of every stream in {@code x}; allocates nothing.
     *
     * @param x active inputs per stream
     * @param state advanced in place
     * @param out cleared and filled: per stream the neurons that spiked, with value 1, or all outputs of a linear layer
     */
    void step(FrameGroup x, LayerState state, FrameGroup out);
}
