package org.spikelink.core.model;

import static org.spikelink.core.model.ModelException.require;

import org.spikelink.core.kernel.Reset;

/** The shape and options of one layer. */
public sealed interface LayerSpec {
    int MAX_WIDTH = 1 << 24;

    int inputs();

    int outputs();

    /**
     * Spiking LSTM neurons.
     *
     * @param inputs X
     * @param hidden H
     * @param reset what a neuron above its threshold does one step later
     * @param inhibition whether only the strongest neuron may spike
     * @param stateQuant levels that syn and mem are moved to, or null
     * @param stateless whether every step starts from zero state
     * @param surrogate used in training only, or null
     */
    record Slstm(
            int inputs,
            int hidden,
            Reset reset,
            boolean inhibition,
            StateQuant stateQuant,
            boolean stateless,
            SurrogateSpec surrogate)
            implements LayerSpec {
        public Slstm {
            checkWidth("inputs", inputs);
            checkWidth("hidden", hidden);
        }

        @Override
        public int outputs() {
            return hidden;
        }
    }

    /**
     * y = W x + b.
     *
     * @param inputs X
     * @param outputs real values passed on
     */
    record Linear(int inputs, int outputs) implements LayerSpec {
        public Linear {
            checkWidth("inputs", inputs);
            checkWidth("outputs", outputs);
        }
    }

    private static void checkWidth(String key, int width) {
        require(
                width >= 1 && width <= MAX_WIDTH,
                "%s must be 1..%d (got %d)",
                key,
                MAX_WIDTH,
                width);
    }
}
