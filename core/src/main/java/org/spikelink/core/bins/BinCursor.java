package org.spikelink.core.bins;

import org.spikelink.core.record.SensorBatch;

/**
 * The progress of {@link Bins} in one stream's batch. It holds all state between two cuts, so that batches of many
 * streams can be cut alternately. Reused for each batch.
 */
public final class BinCursor {
    BinState state;
    SensorBatch batch;

    /** The event or sample that comes next. */
    int at;

    int late;

    /** Number of steps done for the current bin of samples, 0 between bins. */
    int step;

    /** Whether that bin has no sample. */
    boolean silent;

    private float[] sample = BinState.NO_FLOATS;

    long binStartUs;
    long binUs;

    /** Discards a partly stepped bin, because another stream follows. */
    public void clear() {
        step = 0;
    }

    /** Scratch with one value per channel, from which the inputs of a bin of samples are computed. */
    float[] sample(int channels) {
        if (sample.length != channels) {
            sample = new float[channels];
        }
        return sample;
    }

    /** Starts a batch that was not rejected; {@code ofStream} is updated until the batch is {@link Bins.Cut#DONE}. */
    public void begin(BinState ofStream, SensorBatch next) {
        state = ofStream;
        batch = next;
        at = 0;
        late = 0;
    }

    /** Continues a batch at {@link #at}, where {@link #isBetweenBins} was true. */
    public void resume(BinState ofStream, SensorBatch next, int from) {
        begin(ofStream, next);
        at = from;
    }

    /** Whether the state and {@link #at} are all that is needed to continue. */
    public boolean isBetweenBins() {
        return step == 0;
    }

    /** The event or sample that comes next. */
    public int at() {
        return at;
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
