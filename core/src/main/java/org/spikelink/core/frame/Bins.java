package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.SensorBatch;

/**
 * Cuts streams' batches into bins, a frame each: {@link BinCursor#begin} a batch, then ask for {@link #next} until it is
 * done. What is known of a batch stands in its cursor and its stream's {@link BinState}, so one instance serves any
 * number of streams in turns, on one thread.
 */
public sealed interface Bins permits CountedBins, BatchBins, SampleBins {

    /** What comes next in a batch. */
    enum Cut {
        /** A bin is over: its active inputs were added to the frame. */
        BIN,
        /** A long silence: the network starts anew. */
        GAP,
        /** The sensor's clock was set back: the network starts anew. */
        CLOCK_RESET,
        /** The batch is used up. */
        DONE
    }

    /** The cutter for a model's input. */
    static Bins of(InputSpec input, int maxGapBins) {
        if (input instanceof InputSpec.Samples samples) {
            return new SampleBins(samples, maxGapBins);
        }
        InputSpec.Events events = (InputSpec.Events) input;
        if (events.slicing() instanceof Slicing.Time time) {
            return new TimeBins(events, time, maxGapBins);
        }
        return events.slicing() instanceof Slicing.Count count
                ? new CountBins(events, count)
                : new BatchBins(events);
    }

    /**
     * Says why a batch cannot be cut, before anything is changed.
     *
     * @param maxBins how many bins it may close
     * @return one line with the rule and the value, or null if all is well
     */
    String refusal(BinState state, SensorBatch batch, int maxBins);

    /** About how many bins a batch will close, from its times alone; cheap, unchecked, at least 1. */
    long estimate(SensorBatch batch);

    /** Runs to the next cut; on {@link Cut#BIN} the bin's active inputs were added to {@code frame}. */
    Cut next(BinCursor cursor, FrameGroup frame);

    /** Closes the open bin of a session that is over; false if nothing is in it. */
    boolean close(BinCursor cursor, FrameGroup frame);
}
