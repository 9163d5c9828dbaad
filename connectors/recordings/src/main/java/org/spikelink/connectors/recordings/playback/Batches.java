package org.spikelink.connectors.recordings.playback;

import java.util.Iterator;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.core.record.SensorBatch;

/** The batches of one stream, in order, the last with {@code end}; reads in bounded memory until it is closed. */
public interface Batches extends Iterator<SensorBatch>, AutoCloseable {

    /** The batches of a recording of events; closing them closes the recording. */
    static Batches of(EventDecoder events, CutOptions options) {
        return new EventBatches(events, new BatchCutter(events, options, () -> 0L));
    }

    @Override
    void close();
}
