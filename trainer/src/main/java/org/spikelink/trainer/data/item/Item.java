package org.spikelink.trainer.data.item;

import java.security.MessageDigest;
import org.spikelink.connectors.recordings.Recording;

/** A recording of a data set, in memory. */
public sealed interface Item permits EventItem, SeriesItem {

    /** The recording that was read. */
    Recording recording();

    /**
     * The class of the whole recording, or {@link LabelledSequence#UNLABELLED} if each step has a label of its own.
     */
    int label();

    /** Adds the content, without the label, to a digest. */
    void digest(MessageDigest digest);
}
