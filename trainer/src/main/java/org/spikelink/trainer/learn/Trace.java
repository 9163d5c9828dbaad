package org.spikelink.trainer.learn;

import java.util.List;
import java.util.Map;

/**
 * Spikes and states of every layer over one sequence.
 *
 * @param layers in their order
 */
public record Trace(List<Layer> layers) {
    public Trace {
        layers = List.copyOf(layers);
    }

    /**
     * One layer; all arrays are [T][outputs].
     *
     * @param outputs neurons
     * @param spk spikes, 1 and 0; empty for a layer that does not spike
     * @param mem membrane potentials; outputs of a layer that does not spike
     * @param state the state variables by name
     */
    public record Layer(int outputs, float[] spk, float[] mem, Map<String, float[]> state) {
        public int steps() {
            return mem.length / outputs;
        }
    }
}
