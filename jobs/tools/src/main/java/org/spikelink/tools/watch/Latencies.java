package org.spikelink.tools.watch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** Latencies of the last {@value #SECONDS} seconds, in one histogram per second. */
public final class Latencies {
    public static final int SECONDS = 10;

    private static final long HIGHEST_MS = 3_600_000;
    private static final int DIGITS = 3;

    private final Deque<Second> seconds = new ArrayDeque<>();

    private record Second(long number, Histogram latencyMs) {}

    /** Counts a latency at a wall-clock time, ms; times never go back. Clocks that disagree may make it negative. */
    void add(long nowMs, long latencyMs) {
        long number = nowMs / 1000;
        if (seconds.isEmpty() || seconds.getLast().number() < number) {
            seconds.addLast(new Second(number, new Histogram(HIGHEST_MS, DIGITS)));
            forget(number);
        }
        seconds.getLast().latencyMs().recordValue(Math.max(0, Math.min(latencyMs, HIGHEST_MS)));
    }

    private void forget(long now) {
        while (!seconds.isEmpty() && seconds.getFirst().number() <= now - SECONDS) {
            seconds.removeFirst();
        }
    }

    /** The latencies at a wall-clock time, ms. */
    Histogram at(long nowMs) {
        forget(nowMs / 1000);
        Histogram all = new Histogram(HIGHEST_MS, DIGITS);
        seconds.forEach(second -> all.add(second.latencyMs()));
        return all;
    }

    /** The value that {@code percent} of all latencies do not exceed; empty without any. */
    static OptionalLong percentile(Histogram latencyMs, double percent) {
        return latencyMs.getTotalCount() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(latencyMs.getValueAtPercentile(percent));
    }
}
