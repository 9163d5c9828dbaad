package org.spikelink.trainer.data;

import java.util.SplittableRandom;

/** What a labelled sequence is made of: as it was recorded, or drawn anew with augmentation in each epoch. */
public interface Example {

    /** Of what it came from, for messages. */
    String name();

    /** The class of the whole, {@link LabelledSequence#UNLABELLED} where each step has its own. */
    int label();

    /** As it was recorded. */
    LabelledSequence sequence();

    /** As augmentation makes it; the same for the same state of {@code random}. */
    LabelledSequence augmented(SplittableRandom random);
}
