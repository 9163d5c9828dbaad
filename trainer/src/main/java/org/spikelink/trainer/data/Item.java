package org.spikelink.trainer.data;

import java.security.MessageDigest;
import org.spikelink.connectors.recordings.Recording;

/** One recording of a data set, in memory. */
sealed interface Item permits EventItem, SeriesItem {

    /** Where it came from. */
    Recording recording();

    /** The class of the whole, {@link LabelledSequence#UNLABELLED} where each step has its own. */
    int label();

    /** Adds all that it holds to a digest, except its label. */
    void digest(MessageDigest digest);
}
