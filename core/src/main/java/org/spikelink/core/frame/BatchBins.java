package org.spikelink.core.frame;

import org.spikelink.core.kernel.FrameGroup;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;

/** Every event batch is one bin, an empty one too; no bin is open between batches. */
final class BatchBins implements Bins {
    private final EventGrid grid;
    private final ActiveInputs inputs;
    private SensorBatch batch;
    private long binUs;

    BatchBins(InputSpec.Events spec) {
        grid = new EventGrid(spec);
        inputs = new ActiveInputs(grid.size());
    }

    @Override
    public String refusal(BinState from, SensorBatch candidate, int maxBins) {
        return grid.refusal(candidate);
    }

    @Override
    public void begin(BinState ofStream, SensorBatch next) {
        batch = next;
        binUs = 0;
    }

    @Override
    public Cut next(FrameGroup frame) {
        if (binUs > 0) {
            return Cut.DONE;
        }
        PackedEvents events = EventGrid.events(batch);
        long lastOffsetUs = 0;
        for (int n = 0; n < events.count(); n++) {
            inputs.add(grid.index(events.get(n)), 1);
            lastOffsetUs = Math.max(lastOffsetUs, PackedEvents.offsetUs(events.get(n)));
        }
        inputs.drainTo(frame, grid.binary());
        binUs = Math.max(lastOffsetUs + 1, toldUs());
        return Cut.BIN;
    }

    /** How much time {@code until_us} says the batch covers; 0 where it says nothing. */
    private long toldUs() {
        long untilUs = Math.min(batch.untilUs(), EventGrid.MAX_TIME_US);
        return untilUs > batch.startUs() ? untilUs - batch.startUs() : 0;
    }

    @Override
    public boolean close(BinState ofStream, FrameGroup frame) {
        return false;
    }

    @Override
    public long binStartUs() {
        return batch.startUs();
    }

    @Override
    public long binUs() {
        return binUs;
    }

    @Override
    public int late() {
        return 0;
    }
}
