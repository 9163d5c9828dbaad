package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.record.SensorBatch;

/**
 * Cuts the batches of streams into bins and creates a frame for each: {@link BinCursor#begin} a batch, then call {@link
 * #next} until it is done. The progress of a batch is in its cursor and in its stream's {@link BinState}, so that one
 * instance serves any number of streams alternately, on one thread.
 */
public sealed interface Bins permits CountedBins, BatchBins, SampleBins {

    /** What comes next in a batch. */
    enum Cut {
        /** A bin is complete: its active inputs were added to the frame. */
        BIN,
        /** A long silence: the network is reset. */
        GAP,
        /** The sensor's clock was set back: the network is reset. */
        CLOCK_RESET,
        /** The whole batch has been cut. */
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
     * The reason a batch must be rejected as a whole; changes nothing.
     *
     * @param maxBins maximum number of bins it may close
     * @return one line with the rule and the value, or null if the batch can be cut
     */
    String rejection(BinState state, SensorBatch batch, int maxBins);

    /** Why a stored bin does not fit the model's input, as the rule and the value; null if it does. */
    String misfit(BinState state);

    /** Estimates the number of bins that a batch will close, at least 1; checks nothing. */
    long estimate(SensorBatch batch);

    /** Cuts the batch up to the next cut; on {@link Cut#BIN} the bin's active inputs have been added to {@code frame}. */
    Cut next(BinCursor cursor, FrameGroup frame);

    /** Closes the open bin of a session that has ended; returns false if the bin is empty. */
    boolean close(BinCursor cursor, FrameGroup frame);

    /** Number of events or samples of the cursor's batch that are in bins cut so far, or were late. */
    default int taken(BinCursor cursor) {
        return cursor.at;
    }

    /**
     * The state of a stream that was cut by other bins up to a sensor time. Bins of time and of samples begin with the bin
     * that contains the time, of a grid through it if the model does not name another; others with the next event.
     */
    default BinState startAt(long timeUs) {
        return new BinState();
    }
}
