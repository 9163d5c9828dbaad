package org.spikelink.jobs.watch;

import java.util.Optional;
import org.spikelink.core.record.Classification;

/** What is known of one stream. */
final class LiveStream {
    private final String name;
    private final RateMeter spikes = new RateMeter();
    private String label;
    private float confidence;
    private long latencyMs;

    LiveStream(String name) {
        this.name = name;
    }

    void classified(Classification found) {
        label = found.label();
        confidence = found.confidence();
    }

    void spiked(long nowMs, long count) {
        spikes.add(nowMs, count);
    }

    void took(long latency) {
        latencyMs = latency;
    }

    StreamRow row(long nowMs) {
        return new StreamRow(
                name, Optional.ofNullable(label), confidence, spikes.perSecond(nowMs), latencyMs);
    }
}
