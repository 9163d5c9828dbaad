package org.spikelink.tools.watch;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All streams at one moment.
 *
 * @param streams seen so far
 * @param classesPerSecond over the last seconds, all streams together
 * @param spikesPerSecond over the last seconds, all streams together
 * @param p50Ms median latency of the latest outputs; empty without outputs
 * @param p99Ms 99th percentile of the latency of the latest outputs; empty without outputs
 * @param readP50Ms median time from an input to when its outputs could be read; with exactly-once, that is after the next
 *     checkpoint; empty without outputs written since the start
 * @param readP99Ms 99th percentile of that time
 * @param undecodable records that are not outputs
 * @param troubled streams whose sensor has troubles; empty if no sensor's health is known
 * @param models number of streams by the name/version that made their latest output
 * @param shadows how many windows each shadow has in common with the active models, by its name/version
 * @param rollbacks what rollback rules have done, a line each
 * @param brokerMissing how long the broker has not answered; empty if it does
 * @param rows the most recently active streams, the latest first
 */
public record Snapshot(
        int streams,
        double classesPerSecond,
        double spikesPerSecond,
        OptionalLong p50Ms,
        OptionalLong p99Ms,
        OptionalLong readP50Ms,
        OptionalLong readP99Ms,
        long undecodable,
        OptionalLong troubled,
        SortedMap<String, Integer> models,
        SortedMap<String, Agreements.Agreement> shadows,
        List<String> rollbacks,
        Optional<Duration> brokerMissing,
        List<StreamRow> rows) {
    public Snapshot {
        models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        shadows = Collections.unmodifiableSortedMap(new TreeMap<>(shadows));
        rollbacks = List.copyOf(rollbacks);
        rows = List.copyOf(rows);
    }

    /** The same snapshot with what rollback rules have done. */
    public Snapshot withRollbacks(List<String> lines) {
        return with(lines, brokerMissing);
    }

    /** The same snapshot while the broker does not respond. */
    public Snapshot withBrokerMissing(Duration missing) {
        return with(rollbacks, Optional.of(missing));
    }

    private Snapshot with(List<String> lines, Optional<Duration> missing) {
        return new Snapshot(
                streams,
                classesPerSecond,
                spikesPerSecond,
                p50Ms,
                p99Ms,
                readP50Ms,
                readP99Ms,
                undecodable,
                troubled,
                models,
                shadows,
                lines,
                missing,
                rows);
    }
}
