package org.spikelink.operators;

/**
 * Finds a stream that takes more than half of its task's time: one stream is stepped by one task, so that more parallelism
 * cannot help it. Needs no memory per stream. In each window, a weighted majority vote (Boyer and Moore) finds the only
 * stream that can have had more than half; the next window measures it exactly.
 */
final class SkewWatch {
    static final long WINDOW_NS = 30_000_000_000L;

    private long startNs;
    private String candidate = "";
    private long votesNs;
    private String measured = "";
    private long measuredNs;
    private double share;

    SkewWatch(long nowNs) {
        startNs = nowNs;
    }

    /** A stream and its share of the task's time, 0 to 1. */
    record Hot(String stream, double share) {}

    /** A stream took {@code ns} of the task's time. */
    void took(String stream, long ns) {
        if (stream.equals(measured)) {
            measuredNs += ns;
        }
        if (stream.equals(candidate)) {
            votesNs += ns;
        } else if (ns > votesNs) {
            candidate = stream;
            votesNs = ns - votesNs;
        } else {
            votesNs -= ns;
        }
    }

    /** The stream that took more than half of the window that is over now; null if none did, or no window is over. */
    Hot over(long nowNs) {
        long windowNs = nowNs - startNs;
        if (windowNs < WINDOW_NS) {
            return null;
        }
        share = (double) measuredNs / windowNs;
        Hot hot = share > 0.5 ? new Hot(measured, share) : null;
        startNs = nowNs;
        measured = candidate;
        measuredNs = 0;
        votesNs = 0;
        return hot;
    }

    /** Share of the task's time, 0 to 1, that the stream measured last took. */
    double share() {
        return share;
    }
}
