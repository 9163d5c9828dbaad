package org.spikelink.trainer.run;

import org.spikelink.trainer.learn.UpdateResult;

/** Called on the training's thread while it runs. */
public interface TrainingListener {
    TrainingListener NONE = new TrainingListener() {};

    /** An update of epoch {@code epoch}, counted from 1, was made with this number of sequences. */
    default void updated(int epoch, int sequences, UpdateResult result) {}

    /** An epoch ended; {@code best} is whether it is the best so far. */
    default void ended(EpochRecord epoch, boolean best) {}
}
