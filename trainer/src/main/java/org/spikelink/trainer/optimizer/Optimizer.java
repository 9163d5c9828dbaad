package org.spikelink.trainer.optimizer;

import java.util.List;

/** Moves parameters against their gradients, in one pass over a range of them; ranges may run on several threads. */
public sealed interface Optimizer permits Adam, Sgd, RmsProp {

    static Optimizer of(OptimizerSpec spec, int size) {
        if (spec instanceof OptimizerSpec.Adam adam) {
            return new Adam(adam, size);
        }
        return spec instanceof OptimizerSpec.Sgd sgd
                ? new Sgd(sgd, size)
                : new RmsProp((OptimizerSpec.RmsProp) spec, size);
    }

    /**
     * Begins an update.
     *
     * @param update its number, from 1 on
     * @param learningRate of it
     */
    void begin(long update, double learningRate);

    /**
     * Updates a range of the parameters.
     *
     * @param scale what gradients are multiplied by first, for clipping
     */
    void update(float[] parameters, float[] gradients, float scale, int from, int to);

    /** What it remembers, live. */
    List<float[]> state();
}
