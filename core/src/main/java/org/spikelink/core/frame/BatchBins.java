package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Every event batch is one bin, an empty one too; no bin is open between batches. */
final class BatchBins implements Bins {
    private final EventGrid grid;
    private final ActiveInputs inputs;

    BatchBins(InputSpec.Events spec) {
        grid = new EventGrid(spec);
        inputs = new ActiveInputs(grid.size());
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        return grid.refusal(candidate);
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
            inputs.add(grid.index(events.get(n)), 1);
            lastOffsetUs = Math.max(lastOffsetUs, PackedEvents.offsetUs(events.get(n)));
        }
        inputs.drainTo(frame, grid.binary());
        cursor.at = 1;
        cursor.binStartUs = cursor.batch.startUs();
        cursor.binUs = Math.max(lastOffsetUs + 1, cursor.batch.spanUs());
        return Cut.BIN;
    }

    @Override
    public boolean close(BinCursor cursor, FrameGroup frame) {
        return false;
    }
}
