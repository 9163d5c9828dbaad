package org.spikelink.jobs.replay;

import java.time.Duration;
import java.util.Map;

/**
 * What a replay has sent; all of it is acknowledged by the broker.
 *
 * @param recordings played to their end, each round of a loop counted
 * @param events sent
 * @param elapsed from the first recording's start to the last ack
 * @param latestBy how late a batch was sent at most, by the recordings' clocks; zero at full speed
 * @param batchesOfStream batches sent, by stream
 */
public record ReplayResult(
        long recordings,
        long events,
        Duration elapsed,
        Duration latestBy,
        Map<String, Long> batchesOfStream) {
    public ReplayResult {
        batchesOfStream = Map.copyOf(batchesOfStream);
    }

    /** Batches sent. */
    public long batches() {
        return batchesOfStream.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Time it took, s. */
    public double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    /** Events a second over the whole time. */
    public double eventsPerSecond() {
        return events / Math.max(seconds(), 1e-9);
    }
}
