package org.spikelink.jobs.watch;

import java.util.Arrays;
import java.util.OptionalLong;

/** The latencies of the last {@value #WINDOW_MS} ms, at most the last {@value #CAPACITY} of them. */
final class Latencies {
    static final long WINDOW_MS = 10_000;
    static final int CAPACITY = 1 << 14;

    private final long[] latencyMs = new long[CAPACITY];
    private final long[] seenMs = new long[CAPACITY];
    private long count;

    void add(long nowMs, long latency) {
        int at = (int) (count % CAPACITY);
        latencyMs[at] = latency;
        seenMs[at] = nowMs;
        count++;
    }

    /** Ascending. */
    long[] sorted(long nowMs) {
        int kept = (int) Math.min(count, CAPACITY);
        long[] recent = new long[kept];
        int n = 0;
        for (int i = 0; i < kept; i++) {
            if (nowMs - seenMs[i] <= WINDOW_MS) {
                recent[n++] = latencyMs[i];
            }
        }
        long[] sorted = Arrays.copyOf(recent, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * The value that a share of all are at or below; none of none.
     *
     * @param share 0..1
     */
    static OptionalLong percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return OptionalLong.empty();
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return OptionalLong.of(sorted[Math.max(0, rank - 1)]);
    }
}
