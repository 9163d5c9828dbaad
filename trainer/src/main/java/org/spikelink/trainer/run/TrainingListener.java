package org.spikelink.trainer.run;

import org.spikelink.trainer.learn.UpdateResult;

/** Hears how a training goes on, on the training's own thread. */
public interface TrainingListener {
    TrainingListener NONE = new TrainingListener() {};

    /** An update of epoch {@code epoch}, from 1 on, was made with so many sequences. */
    default void updated(int epoch, int sequences, UpdateResult result) {}

    /** An epoch ended; {@code best} tells whether it is the best so far. */
    default void ended(EpochRecord epoch, boolean best) {}
}
