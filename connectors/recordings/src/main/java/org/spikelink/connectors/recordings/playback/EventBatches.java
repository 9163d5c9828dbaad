package org.spikelink.connectors.recordings.playback;

import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.core.record.SensorBatch;

/** A cutter that closes its recording. */
record EventBatches(EventDecoder events, BatchCutter cutter) implements Batches {
    @Override
    public boolean hasNext() {
        return cutter.hasNext();
    }

    @Override
    public SensorBatch next() {
        return cutter.next();
    }

    @Override
    public void close() {
        events.close();
    }
}
