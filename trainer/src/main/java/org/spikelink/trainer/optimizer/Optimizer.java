package org.spikelink.trainer.optimizer;

import java.util.List;

/** Updates parameters from their gradients, in one pass over a range; ranges may run on several threads. */
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
     * @param update its number, counted from 1
     * @param learningRate of the update
     */
    void begin(long update, double learningRate);

    /**
     * Updates a range of the parameters.
     *
     * @param scale factor applied to gradients first, for clipping
     * @param decays whether weight decay is applied
     */
    void update(
            float[] parameters, float[] gradients, float scale, boolean decays, int from, int to);

    /** The optimizer's state, live. */
    List<float[]> state();
}
