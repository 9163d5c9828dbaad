package org.spikelink.trainer.learn;

import java.util.List;

/**
 * What every layer did along one sequence.
 *
 * @param layers from the first on
 */
public record Trace(List<Layer> layers) {
    public Trace {
        layers = List.copyOf(layers);
    }

    /**
     * One layer, all arrays [T][outputs], step after step.
     *
     * @param outputs neurons
     * @param spk spikes, 1 and 0; empty of a linear layer
     * @param syn synaptic currents; empty of a linear layer
     * @param mem membrane potentials; of a linear layer its outputs
     */
    public record Layer(int outputs, float[] spk, float[] syn, float[] mem) {
        public int steps() {
            return mem.length / outputs;
        }
    }
}
