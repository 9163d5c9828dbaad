package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;

/** Bins that can stay open over several batches; the events on each input are counted. */
abstract sealed class CountedBins implements Bins permits TimeBins, CountBins {
    final EventGrid grid;
    final ActiveInputs inputs;

    CountedBins(InputSpec.Events spec) {
        grid = new EventGrid(spec);
        inputs = new ActiveInputs(grid.size());
    }

    /** Events that a bin can have without being complete. */
    abstract int mostEvents();

    /** The largest number that an input of the open bin can have. */
    int mostCount() {
        return Integer.MAX_VALUE;
    }

    /** Closes the open bin, whose active inputs have been loaded. */
    abstract Cut bin(BinCursor cursor, FrameGroup frame);

    @Override
    public final String misfit(BinState state) {
        if (state.events() < 0 || state.events() > mostEvents()) {
            return "its open bin must have 0..%d events (got %d)"
                    .formatted(mostEvents(), state.events());
        }
        int[] indices = state.indices();
        if (state.counts().length != indices.length) {
            return "its open bin must have %d counts (got %d)"
                    .formatted(indices.length, state.counts().length);
        }
        for (int n = 0; n < indices.length; n++) {
            int least = n == 0 ? 0 : indices[n - 1] + 1;
            if (indices[n] < least || indices[n] >= grid.size()) {
                return "input %d of its open bin must be %d..%d (got %d)"
                        .formatted(n, least, grid.size() - 1, indices[n]);
            }
            if (state.counts()[n] < 1 || state.counts()[n] > mostCount()) {
                return "count %d of its open bin must be 1..%d (got %d)"
                        .formatted(n, mostCount(), state.counts()[n]);
            }
        }
        return null;
    }

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
