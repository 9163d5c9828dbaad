package org.spikelink.sensors.ingest;

/** Counts the datagrams that are missing in a sequence of 32-bit numbers. */
final class SequenceCheck {
    /**
     * A datagram may come this many numbers too late; one that is even older comes from a sender that starts again.
     */
    private static final int REACH = 1_000;

    /** More missing numbers than this are a new start as well. */
    private static final int MOST_MISSING = 1 << 20;

    private boolean started;
    private int expected;
    private long lost;

    /** Takes the next number; returns how many are missing before it, 0 for one that only comes late. */
    long take(long number) {
        int ahead = started ? (int) number - expected : 0;
        started = true;
        if (ahead < 0 && ahead >= -REACH) {
            lost = Math.max(0, lost - 1);
            return 0;
        }
        expected = (int) number == Integer.MAX_VALUE ? 0 : (int) number + 1;
        if (ahead < 0 || ahead > MOST_MISSING) {
            return 0;
        }
        lost += ahead;
        return ahead;
    }

    /** Datagrams that have not arrived. */
    long lost() {
        return lost;
    }
}
