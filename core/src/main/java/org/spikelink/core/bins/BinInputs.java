package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.record.PackedEvents;

/** What is known of each input in an open bin of time. Scratch, empty between two streams. */
sealed interface BinInputs permits CountedInputs, TimeSurface {

    /** Moves the inputs of a stream's state into this object, which must be empty. */
    void load(BinState state);

    /**
     * Takes the events that come next in the open bin.
     *
     * @param from the first of them
     * @param openFromUs start of the open bin, counted from the start of the batch
     * @param openUs length of the open bin
     * @return the first event that is not in the open bin
     */
    int take(PackedEvents events, int from, long openFromUs, long openUs);

    /** Adds the active inputs of the bin, which closes, to a frame in ascending order; the next bin opens. */
    void drainTo(FrameGroup frame, BinState state);

    /** Moves the inputs to a stream's state, which must have none, and clears this object. */
    void save(BinState state);

    /** Forgets everything, because the network starts again. */
    void clear();

    /** The largest number that {@link BinState#counts} can have. */
    int most();
}
