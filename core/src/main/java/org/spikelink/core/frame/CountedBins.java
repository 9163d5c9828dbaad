package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;

/** Bins that stay open from batch to batch while the events of each input are counted. */
abstract sealed class CountedBins implements Bins permits TimeBins, CountBins {
    final EventGrid grid;
    final ActiveInputs inputs;

    CountedBins(InputSpec.Events spec) {
        grid = new EventGrid(spec);
        inputs = new ActiveInputs(grid.size());
    }

    /** Ends the open bin, whose active inputs are in {@link #inputs}. */
    abstract Cut bin(BinCursor cursor, FrameGroup frame);

    @Override
    public final boolean close(BinCursor cursor, FrameGroup frame) {
        if (cursor.state.events == 0) {
            return false;
        }
        inputs.load(cursor.state);
        bin(cursor, frame);
        return true;
    }
}
