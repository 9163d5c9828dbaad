package org.spikelink.core.health;

import java.util.ArrayList;
import java.util.List;
import org.spikelink.core.health.PlainHealth.Event;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;

/** Feeds a meter with batches of one stream, and collects its reports. */
final class HealthBatches {
    private static final long SESSION = 7;

    private final HealthMeter meter;
    final List<SensorHealth> reports = new ArrayList<>();
    HealthState state;
    private long sequence;

    HealthBatches(HealthMeter meter) {
        this.meter = meter;
    }

    HealthBatches feed(List<Event> events) {
        return feed(events, SensorBatch.NO_UNTIL, 0, 0);
    }

    /**
     * Feeds a batch.
     *
     * @param missing number of batches missing before it
     */
    HealthBatches feed(List<Event> events, long untilUs, long kafkaMs, long missing) {
        state = meter.measure(state, batch(events, untilUs, kafkaMs), missing, this::add);
        return this;
    }

    SensorBatch batch(List<Event> events, long untilUs, long kafkaMs) {
        long startUs = events.stream().mapToLong(Event::timeUs).min().orElse(0);
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * events.size()];
        for (int n = 0; n < events.size(); n++) {
            Event e = events.get(n);
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(e.timeUs() - startUs, e.x(), e.y(), e.on() == 1));
        }
        return new SensorBatch(
                "cam",
                SESSION,
                sequence++,
                startUs,
                untilUs,
                false,
                new PackedEvents(bytes),
                new Origin("sensors", 0, sequence, kafkaMs),
                bytes);
    }

    HealthBatches end() {
        meter.end(state, batch(List.of(), SensorBatch.NO_UNTIL, 0), this::add);
        return this;
    }

    private void add(Outgoing report) {
        reports.add((SensorHealth) report);
    }
}
