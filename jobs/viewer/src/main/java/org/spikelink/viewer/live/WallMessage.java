package org.spikelink.viewer.live;

import java.util.List;
import org.spikelink.tools.watch.Agreements;

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
     * @param rollbacks what rollback rules have done, a line each
     * @param shadows how far each shadow and the active models agree
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
            boolean brokerAway,
            List<String> rollbacks,
            List<ShadowFacts> shadows) {}

    /**
     * A model that steps streams beside their own.
     *
     * @param model name/version
     * @param windows in which its class and the active model's are known
     * @param agreed of these, with the same class
     */
    public record ShadowFacts(String model, long windows, long agreed) {
        static List<ShadowFacts> of(Agreements agreements) {
            return agreements.byShadow().entrySet().stream()
                    .map(
                            e ->
                                    new ShadowFacts(
                                            e.getKey(),
                                            e.getValue().windows(),
                                            e.getValue().agreed()))
                    .toList();
        }
    }

    /** The streams' names, in order. */
    public List<String> names() {
        return rows.stream().map(Facts::name).toList();
    }
}
