package org.spikelink.core.readout;

/** The open decision windows of one stream. Part of the stream's state; written by {@link Readout} only. */
public final class WindowState {
    long steps;
    long endUs;
    final long[] startsUs;
    final float[] scores;

    /**
     * A stored state; the arrays are not copied.
     *
     * @param steps since the stream was last reset
     * @param endUs end of the last bin, sensor time in µs
     * @param startsUs start of each open window, sensor time in µs
     * @param scores [open windows][classes]
     */
    public WindowState(long steps, long endUs, long[] startsUs, float[] scores) {
        this.steps = steps;
        this.endUs = endUs;
        this.startsUs = startsUs;
        this.scores = scores;
    }

    /** A copy that shares nothing. */
    public WindowState copy() {
        return new WindowState(steps, endUs, startsUs.clone(), scores.clone());
    }

    public long steps() {
        return steps;
    }

    public long endUs() {
        return endUs;
    }

    /** Start of each open window; live, read only. */
    public long[] startsUs() {
        return startsUs;
    }

    /** Scores [open windows][classes]; live, read only. */
    public float[] scores() {
        return scores;
    }
}
