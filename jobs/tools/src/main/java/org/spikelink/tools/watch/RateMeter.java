package org.spikelink.tools.watch;

import java.util.Arrays;

/** A rate per second, over the last {@value #SECONDS} full seconds. */
public final class RateMeter {
    public static final int SECONDS = 3;

    private static final int SLOTS = SECONDS + 1;

    private final long[] counts = new long[SLOTS];
    private long second;

    /** Counts {@code n} at a wall-clock time, ms; times never go back. */
    public void add(long nowMs, long n) {
        moveTo(nowMs / 1000);
        counts[(int) (second % SLOTS)] += n;
    }

    /** The rate at a wall-clock time, ms; times never go back. */
    public double perSecond(long nowMs) {
        moveTo(nowMs / 1000);
        long sum = Arrays.stream(counts).sum() - counts[(int) (second % SLOTS)];
        return (double) sum / SECONDS;
    }

    private void moveTo(long now) {
        if (now - second >= SLOTS) {
            Arrays.fill(counts, 0);
            second = now;
        }
        while (second < now) {
            second++;
            counts[(int) (second % SLOTS)] = 0;
        }
    }
}
