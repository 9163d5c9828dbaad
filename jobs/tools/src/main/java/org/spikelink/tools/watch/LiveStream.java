package org.spikelink.tools.watch;

import java.util.Arrays;
import java.util.Optional;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;

/** The latest outputs of one stream. */
final class LiveStream {
    private final String name;
    private final RateMeter spikes = new RateMeter();
    private String model = "";
    private String label;
    private float confidence;
    private long latencyMs;
    private SensorHealth health;

    LiveStream(String name) {
        this.name = name;
    }

    void classified(Classification found) {
        model = found.model();
        label = found.shownLabel();
        confidence = found.confidence();
    }

    void spiked(long nowMs, SpikeBatch batch) {
        model = batch.model();
        spikes.add(nowMs, batch.spikes());
    }

    void delayed(long latency) {
        latencyMs = latency;
    }

    void measured(SensorHealth found) {
        health = found;
    }

    /** Name/version that made its latest output; empty without one. */
    String model() {
        return model;
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
                model,
                Optional.ofNullable(label),
                confidence,
                spikes.perSecond(nowMs),
                Arrays.stream(spikes.eachSecond(nowMs)).boxed().toList(),
                latencyMs,
                Optional.ofNullable(health));
    }
}
