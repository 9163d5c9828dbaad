package org.spikelink.sensors.play;

import java.time.Duration;
import java.util.Map;

/**
 * The result of a replay. The broker has acknowledged every batch.
 *
 * @param recordings played to their end; each round of a loop counts
 * @param events number of events sent
 * @param elapsed from the first recording's start to the last ack
 * @param latestBy largest delay of a batch behind the recordings' clocks; zero at full speed
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

    /** Number of batches sent. */
    public long batches() {
        return batchesOfStream.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Elapsed time, s. */
    public double seconds() {
        return elapsed.toNanos() / 1e9;
    }

    /** Events per second over the whole replay. */
    public double eventsPerSecond() {
        return events / Math.max(seconds(), 1e-9);
    }
}
