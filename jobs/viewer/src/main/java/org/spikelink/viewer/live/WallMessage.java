package org.spikelink.viewer.live;

import java.util.List;

/**
 * The wall of streams at one moment.
 *
 * @param totals over all streams
 * @param rows the streams shown
 */
public record WallMessage(Totals totals, List<Facts> rows) {

    /**
     * Figures over all streams.
     *
     * @param streams known
     * @param found that match the query
     * @param events events or samples per second
     * @param spikes per second
     * @param classes per second
     * @param p50Ms median latency of the latest outputs; -1 without any
     * @param p99Ms 99th percentile of it; -1 without any
     * @param undecodable records of the output topics that are no outputs
     * @param brokerAway whether the broker does not answer
     */
    public record Totals(
            int streams,
            int found,
            double events,
            double spikes,
            double classes,
            int p50Ms,
            int p99Ms,
            long undecodable,
            boolean brokerAway) {}

    /** The streams' names, in order. */
    public List<String> names() {
        return rows.stream().map(Facts::name).toList();
    }
}
