package org.spikelink.tools.watch;

import java.util.Optional;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;

/** The latest outputs of one stream. */
final class LiveStream {
    private final String name;
    private final RateMeter spikes = new RateMeter();
    private String label;
    private float confidence;
    private long latencyMs;
    private SensorHealth health;

    LiveStream(String name) {
        this.name = name;
    }

    void classified(Classification found) {
        label = found.shownLabel();
        confidence = found.confidence();
    }

    void spiked(long nowMs, long count) {
        spikes.add(nowMs, count);
    }

    void delayed(long latency) {
        latencyMs = latency;
    }

    void measured(SensorHealth found) {
        health = found;
    }

    boolean isMeasured() {
        return health != null;
    }

    boolean isTroubled() {
        return health != null && !health.troubles().isEmpty();
    }

    StreamRow row(long nowMs) {
        return new StreamRow(
                name,
                Optional.ofNullable(label),
                confidence,
                spikes.perSecond(nowMs),
                latencyMs,
                Optional.ofNullable(health));
    }
}
