package org.spikelink.operators;

/** Permits a limited number per time window and counts the rest. */
final class RateLimit {
    private final int most;
    private final long windowNs;
    private long startNs;
    private int passed;
    private long suppressed;

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
        suppressed++;
        return false;
    }

    /** Whether the window in which the last one passed is over. */
    boolean isOver(long nowNs) {
        return nowNs - startNs >= windowNs;
    }

    /** How many were suppressed since the last call. */
    long takeSuppressed() {
        long count = suppressed;
        suppressed = 0;
        return count;
    }
}
