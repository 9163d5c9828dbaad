package org.spikelink.core.model;

/** What is done about missing values of samples, which are NaN. */
public enum Missing {
    /** A batch with one is rejected. */
    REJECT,
    /** The last value of the channel before it. */
    HOLD,
    /**
     * On a straight line from the last value of the channel before it to the next one after it. So a sample waits until all of
     * its values are known, for at most {@value #MOST_WAITING} samples.
     */
    INTERPOLATE;

    /** Most samples that wait for a value; then the missing ones are those of {@link #HOLD}. */
    public static final int MOST_WAITING = 100;
}
