package org.spikelink.viewer.live;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.Samples;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.tools.text.TroubleText;
import org.spikelink.tools.watch.RateMeter;

/** The latest of one stream. Rings are filled only while somebody watches it. */
final class ViewedStream {
    private static final int STEPS = 1_024;
    private static final int CLASSES = 512;
    private static final int SAMPLES = 4_096;

    final String name;
    final RateMeter events = new RateMeter();
    final RateMeter spikes = new RateMeter();
    final RateMeter on = new RateMeter();
    final LatencyRing latencies = new LatencyRing();
    final Troubles troubles = new Troubles();
    final Thumbnail thumbnail = new Thumbnail();
    final Ring<LiveStep> steps = new Ring<>(STEPS);
    final Ring<Classification> classes = new Ring<>(CLASSES);
    final Ring<float[]> samples = new Ring<>(SAMPLES);
    EventRing recent;
    Classification latest;
    SensorHealth health;
    String model = "";
    int width;
    int height;
    int channels;
    long lastMs;
    int watchers;
    private long session;
    private long nextSequence = -1;
    private long sensorUs;

    ViewedStream(String name) {
        this.name = name;
    }

    void watched() {
        watchers++;
        if (recent == null) {
            recent = new EventRing();
        }
    }

    void unwatched() {
        watchers--;
        if (watchers == 0) {
            recent = null;
        }
    }

    void sent(SensorBatch batch, long nowMs) {
        lastMs = nowMs;
        follow(batch);
        if (batch.payload() instanceof PackedEvents packed) {
            addEvents(batch.startUs(), packed, nowMs);
        } else if (batch.payload() instanceof Samples sampled) {
            addSamples(sampled, nowMs);
        }
    }

    private void follow(SensorBatch batch) {
        if (batch.session() == session && nextSequence >= 0) {
            if (batch.sequence() > nextSequence) {
                troubles.missing(batch.sequence() - nextSequence);
            }
            if (batch.startUs() < sensorUs) {
                troubles.wentBack();
            }
        }
        session = batch.session();
        nextSequence = batch.sequence() + 1;
        sensorUs = batch.startUs();
    }

    private void addEvents(long startUs, PackedEvents packed, long nowMs) {
        int count = packed.count();
        fit(packed, count);
        long ons = 0;
        for (int i = 0; i < count; i++) {
            long event = packed.get(i);
            int x = PackedEvents.x(event);
            int y = PackedEvents.y(event);
            boolean isOn = PackedEvents.on(event) == 1;
            ons += isOn ? 1 : 0;
            thumbnail.add(x, y, isOn);
            if (recent != null) {
                recent.add(startUs + PackedEvents.offsetUs(event), x, y, isOn);
            }
        }
        events.add(nowMs, count);
        on.add(nowMs, ons);
    }

    /** Nobody says how large the sensor is: it is as large as the events that were seen, in steps of 2, 4 or 16. */
    private void fit(PackedEvents packed, int count) {
        int right = width;
        int bottom = height;
        for (int i = 0; i < count; i++) {
            right = Math.max(right, PackedEvents.x(packed.get(i)) + 1);
            bottom = Math.max(bottom, PackedEvents.y(packed.get(i)) + 1);
        }
        if (right > width || bottom > height) {
            width = roundedUp(right);
            height = roundedUp(bottom);
            thumbnail.resize(width, height);
        }
    }

    private static int roundedUp(int size) {
        int to = size <= 64 ? 2 : size <= 512 ? 4 : 16;
        return (size + to - 1) / to * to;
    }

    private void addSamples(Samples sampled, long nowMs) {
        channels = sampled.channels();
        int count = sampled.values().length / channels;
        for (int t = 0; t < count && watchers > 0; t++) {
            float[] row = new float[channels];
            System.arraycopy(sampled.values(), t * channels, row, 0, channels);
            samples.add(row);
        }
        events.add(nowMs, count);
    }

    /** What troubles it now, according to the job's measures and to what the page has seen, one line each. */
    List<String> troubleLines() {
        List<String> lines = new ArrayList<>();
        if (health != null) {
            health.troubles().forEach(trouble -> lines.add(TroubleText.of(trouble, health)));
        }
        lines.addAll(troubles.lines());
        return lines;
    }

    /** How many things went wrong: those that the page has seen, and those of the latest second. */
    long troubleCount() {
        return troubles.total() + (health == null ? 0 : health.troubles().size());
    }

    void spiked(SpikeBatch batch, long latencyMs, long nowMs) {
        lastMs = nowMs;
        model = batch.model();
        latencies.add(latencyMs);
        long step = batch.firstStep();
        for (SpikeBatch.Step one : batch.steps()) {
            steps.add(new LiveStep(step++, batch.layers(), one.neurons()));
        }
        spikes.add(nowMs, batch.spikes());
    }

    void classified(Classification found, long latencyMs, long nowMs) {
        lastMs = nowMs;
        model = found.model();
        latencies.add(latencyMs);
        latest = found;
        classes.add(found);
    }
}
