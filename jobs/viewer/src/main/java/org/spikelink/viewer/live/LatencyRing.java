package org.spikelink.viewer.live;

import java.util.Arrays;

/** The latest {@value #SIZE} latencies of one stream, ms. */
final class LatencyRing {
    private static final int SIZE = 128;

    private final int[] latest = new int[SIZE];
    private long count;

    /** Adds a latency; clocks that disagree may make it negative. */
    void add(long latencyMs) {
        latest[(int) (count++ % SIZE)] = (int) Math.max(0, Math.min(latencyMs, Integer.MAX_VALUE));
    }

    /** The value that the given share of the latencies does not exceed; -1 without any. */
    int quantile(double share) {
        int size = (int) Math.min(count, SIZE);
        if (size == 0) {
            return -1;
        }
        int[] sorted = Arrays.copyOf(latest, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(size - 1L, Math.round(Math.ceil(share * size)) - 1)];
    }
}
