package org.spikelink.operators;

/** Lets a few through in each window of time and counts the others. */
final class RateLimit {
    private final int most;
    private final long windowNs;
    private long startNs;
    private int passed;
    private long heldBack;

    RateLimit(int most, long windowNs) {
        this.most = most;
        this.windowNs = windowNs;
    }

    /** Whether one more may pass now. */
    boolean permits(long nowNs) {
        if (isOver(nowNs) || passed == 0) {
            startNs = nowNs;
            passed = 0;
        }
        if (passed < most) {
            passed++;
            return true;
        }
        heldBack++;
        return false;
    }

    /** Whether the window in which the last one passed is over. */
    boolean isOver(long nowNs) {
        return nowNs - startNs >= windowNs;
    }

    /** How many were held back since this was asked last. */
    long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
