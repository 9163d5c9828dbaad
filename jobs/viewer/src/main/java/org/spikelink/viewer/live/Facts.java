package org.spikelink.viewer.live;

/**
 * A stream in a line.
 *
 * @param name the stream's
 * @param label its latest class; empty before the first, and where it is unknown
 * @param confidence of the latest window, 0..1; 0 before the first
 * @param events events or samples per second
 * @param on share of ON events, 0..1
 * @param spikes per second
 * @param p50Ms median latency of its latest outputs; -1 without any
 * @param p99Ms 99th percentile of it; -1 without any
 * @param model name/version; empty before the first output
 * @param width of the sensor as far as events show, pixels; 0 without events
 * @param height likewise
 * @param channels of its samples; 0 without samples
 * @param troubles how many things went wrong
 * @param idleMs since its last record
 */
public record Facts(
        String name,
        String label,
        float confidence,
        double events,
        double on,
        double spikes,
        int p50Ms,
        int p99Ms,
        String model,
        int width,
        int height,
        int channels,
        long troubles,
        long idleMs) {
    static Facts of(ViewedStream stream, long nowMs) {
        double events = stream.events.perSecond(nowMs);
        return new Facts(
                stream.name,
                LiveHub.label(stream),
                stream.latest == null ? 0 : stream.latest.confidence(),
                events,
                events == 0 ? 0 : stream.on.perSecond(nowMs) / events,
                stream.spikes.perSecond(nowMs),
                stream.latencies.quantile(0.5),
                stream.latencies.quantile(0.99),
                stream.model,
                stream.width,
                stream.height,
                stream.channels,
                stream.troubleCount(),
                Math.max(0, nowMs - stream.lastMs));
    }
}
