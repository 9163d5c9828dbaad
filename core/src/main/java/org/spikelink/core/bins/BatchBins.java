package org.spikelink.core.bins;

import org.spikelink.core.frame.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Each event batch is one bin, even an empty one; no bin is open between batches. */
final class BatchBins implements Bins {
    private final EventGrid grid;
    private final ActiveInputs inputs;

    BatchBins(InputSpec.Events spec) {
        grid = new EventGrid(spec);
        inputs = new ActiveInputs(grid.size());
    }

    @Override
    public String rejection(BinState from, SensorBatch candidate, int maxBins) {
        return grid.rejection(candidate);
    }

    @Override
    public String misfit(BinState state) {
        return null; // no bin is open between batches
    }

    @Override
    public long estimate(SensorBatch candidate) {
        return 1;
    }

    @Override
    public Cut next(BinCursor cursor, FrameGroup frame) {
        if (cursor.at > 0) {
            return Cut.DONE;
        }
        PackedEvents events = EventGrid.events(cursor.batch);
        long lastOffsetUs = 0;
        for (int n = 0; n < events.count(); n++) {
            long event = events.get(n);
            inputs.add(grid.index(event));
            lastOffsetUs = Math.max(lastOffsetUs, PackedEvents.offsetUs(event));
        }
        inputs.drainTo(frame, grid.value());
        cursor.at = 1;
        cursor.binStartUs = cursor.batch.startUs();
        cursor.binUs = Math.max(lastOffsetUs + 1, cursor.batch.spanUs());
        return Cut.BIN;
    }

    @Override
    public boolean close(BinCursor cursor, FrameGroup frame) {
        return false;
    }

    @Override
    public int taken(BinCursor cursor) {
        return EventGrid.events(cursor.batch).count();
    }
}
