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

    /** Steps made of the bin of samples that is being stepped, 0 between bins. */
    int step;

    /** Whether that bin has no sample. */
    boolean silent;

    private float[] sample = BinState.NO_FLOATS;

    long binStartUs;
    long binUs;

    /** Forgets a bin that was left half stepped: another stream is taken up. */
    public void clear() {
        step = 0;
    }

    /** What the inputs of a bin of samples are made of: room for so many channels. */
    float[] sample(int channels) {
        if (sample.length != channels) {
            sample = new float[channels];
        }
        return sample;
    }

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
