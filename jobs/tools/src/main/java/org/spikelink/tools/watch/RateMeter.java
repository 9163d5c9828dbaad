package org.spikelink.tools.watch;

import java.util.Arrays;

/**
 * A rate per second, over the last {@value #SECONDS} full seconds, and the counts of the last {@value #HISTORY}.
 */
public final class RateMeter {
    public static final int SECONDS = 3;

    /** Full seconds whose counts are kept. */
    public static final int HISTORY = 10;

    private static final int SLOTS = HISTORY + 1;

    private final long[] counts = new long[SLOTS];
    private long second;

    /** Counts {@code n} at a wall-clock time, ms; times never go back. */
    public void add(long nowMs, long n) {
        moveTo(nowMs / 1000);
        counts[slot(0)] += n;
    }

    /** The rate at a wall-clock time, ms; times never go back. */
    public double perSecond(long nowMs) {
        moveTo(nowMs / 1000);
        long sum = 0;
        for (int ago = 1; ago <= SECONDS; ago++) {
            sum += counts[slot(ago)];
        }
        return (double) sum / SECONDS;
    }

    /**
     * The counts of the last {@value #HISTORY} full seconds at a wall-clock time, ms, the oldest first; times never
     * go back.
     */
    public long[] eachSecond(long nowMs) {
        moveTo(nowMs / 1000);
        long[] history = new long[HISTORY];
        for (int ago = 1; ago <= HISTORY; ago++) {
            history[HISTORY - ago] = counts[slot(ago)];
        }
        return history;
    }

    private int slot(int secondsAgo) {
        return Math.floorMod(second - secondsAgo, SLOTS);
    }

    private void moveTo(long now) {
        if (now - second >= SLOTS) {
            Arrays.fill(counts, 0);
            second = now;
        }
        while (second < now) {
            second++;
            counts[slot(0)] = 0;
        }
    }
}
