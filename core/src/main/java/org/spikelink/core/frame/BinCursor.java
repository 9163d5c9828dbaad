package org.spikelink.core.frame;

import org.spikelink.core.record.SensorBatch;

/**
 * How far {@link Bins} has come in one stream's batch. What it holds between two cuts is all there is, so that batches of
 * many streams can be cut in turns. Reused from batch to batch.
 */
public final class BinCursor {
    BinState state;
    SensorBatch batch;

    /** The event or sample that comes next. */
    int at;

    int late;
    long binStartUs;
    long binUs;

    /** Takes up a batch that was not refused; {@code ofStream} is written until the batch is {@link Bins.Cut#DONE}. */
    public void begin(BinState ofStream, SensorBatch next) {
        state = ofStream;
        batch = next;
        at = 0;
        late = 0;
    }

    /** Start of the bin cut last, sensor time in µs. */
    public long binStartUs() {
        return binStartUs;
    }

    /** Length of the bin cut last, µs. */
    public long binUs() {
        return binUs;
    }

    /** Late events dropped since {@link #begin}. */
    public int late() {
        return late;
    }
}
