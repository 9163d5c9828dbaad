package org.spikelink.jobs.watch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All streams at one moment.
 *
 * @param streams seen so far
 * @param classesPerSecond over the last seconds, all streams together
 * @param spikesPerSecond over the last seconds, all streams together
 * @param p50Ms latency that half of the latest outputs kept; none without outputs
 * @param p99Ms latency that 99 of 100 of the latest outputs kept; none without outputs
 * @param undecodable records that were no outputs in protobuf
 * @param brokerMissing how long the broker has not answered; none where it does
 * @param rows the most recently active streams, those first
 */
public record Snapshot(
        int streams,
        double classesPerSecond,
        double spikesPerSecond,
        OptionalLong p50Ms,
        OptionalLong p99Ms,
        long undecodable,
        Optional<Duration> brokerMissing,
        List<StreamRow> rows) {
    public Snapshot {
        rows = List.copyOf(rows);
    }

    /** The same, without its broker. */
    public Snapshot withBrokerMissing(Duration missing) {
        return new Snapshot(
                streams,
                classesPerSecond,
                spikesPerSecond,
                p50Ms,
                p99Ms,
                undecodable,
                Optional.of(missing),
                rows);
    }
}
