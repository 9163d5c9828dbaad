package org.spikelink.trainer.data;

import java.util.SplittableRandom;
import org.spikelink.trainer.data.item.LabelledSequence;

/** A recording as a labelled sequence: as it was recorded, or augmented at random. */
public interface Example {

    /** Name of the recording, for messages. */
    String name();

    /**
     * The class of the whole sequence, or {@link LabelledSequence#UNLABELLED} if each step has a label of its own.
     */
    int label();

    /** The sequence as it was recorded. */
    LabelledSequence sequence();

    /** An augmented sequence; the same state of {@code random} gives the same sequence. */
    LabelledSequence augmented(SplittableRandom random);
}
