package org.spikelink.core.layer;

import java.util.Optional;
import org.spikelink.core.frame.FrameGroup;

/**
 * The steps of two or more layers without state, one after the other, made as one. Keeps scratch: serves one thread.
 */
public interface FusedStep {
    /**
     * One step of every stream in {@code x}; allocates nothing.
     *
     * @param x active inputs of the first layer
     * @param out cleared and filled with the outputs of the last
     */
    void step(FrameGroup x, FrameGroup out);

    /**
     * This step and that of the layer that follows it as one, with the same bits, but faster. Empty if there is no such
     * step.
     */
    default Optional<FusedStep> fusedWith(Layer next) {
        return Optional.empty();
    }

    /** Spikes of the second layer in the last step, of all streams. */
    long spikes();
}
