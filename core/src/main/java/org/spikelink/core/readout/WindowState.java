package org.spikelink.core.readout;

/** The open decision windows of one stream. Part of the stream's state; written by {@link Readout} only. */
public final class WindowState {
    long steps;
    long endUs;
    final long[] startsUs;
    final float[] scores;
    final int[] confident;

    /**
     * A stored state of a model without early decisions; the arrays are not copied.
     *
     * @param steps since the stream was last reset
     * @param endUs end of the last bin, sensor time in µs
     * @param startsUs start of each open window, sensor time in µs
     * @param scores [open windows][classes]
     */
    public WindowState(long steps, long endUs, long[] startsUs, float[] scores) {
        this(steps, endUs, startsUs, scores, new int[0]);
    }

    /**
     * A stored state; the arrays are not copied.
     *
     * @param steps since the stream was last reset
     * @param endUs end of the last bin, sensor time in µs
     * @param startsUs start of each open window, sensor time in µs
     * @param scores [open windows][classes]
     * @param confident for each open window, the number of steps in a row, up to the last one, at which its confidence was
     *     high enough to end it; -1 once it has ended. Empty if the model decides nothing early
     */
    public WindowState(long steps, long endUs, long[] startsUs, float[] scores, int[] confident) {
        this.steps = steps;
        this.endUs = endUs;
        this.startsUs = startsUs;
        this.scores = scores;
        this.confident = confident;
    }

    /** A copy that shares nothing. */
    public WindowState copy() {
        return new WindowState(steps, endUs, startsUs.clone(), scores.clone(), confident.clone());
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

    /** Steps in a row with enough confidence, for each open window; empty without early decisions; live, read only. */
    public int[] confident() {
        return confident;
    }
}
