package org.spikelink.sensors.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.send.BatchTarget;

/** Keeps the batches that it is sent, in memory of its own. */
final class Collected implements BatchTarget {
    final List<SensorBatch> batches = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public boolean hasRoom() {
        return !full;
    }

    @Override
    public void awaitRoom(BooleanSupplier ended) throws InterruptedException {
        while (full && !ended.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    @Override
    public void send(Optional<String> label, SensorBatch batch) {
        PackedEvents events = (PackedEvents) batch.payload();
        byte[] copy = new byte[events.length()];
        System.arraycopy(events.bytes(), events.offset(), copy, 0, copy.length);
        batches.add(
                new SensorBatch(
                        batch.stream(),
                        batch.session(),
                        batch.sequence(),
                        batch.startUs(),
                        batch.untilUs(),
                        batch.end(),
                        new PackedEvents(copy),
                        batch.origin(),
                        batch.value(),
                        batch.shedEvents()));
    }

    /** Time, x, y and polarity of every event, in order. */
    List<String> events() {
        List<String> all = new ArrayList<>();
        synchronized (batches) {
            for (SensorBatch batch : batches) {
                PackedEvents events = (PackedEvents) batch.payload();
                for (int n = 0; n < events.count(); n++) {
                    long event = events.get(n);
                    all.add(
                            "%d %d,%d %d"
                                    .formatted(
                                            batch.startUs() + PackedEvents.offsetUs(event),
                                            PackedEvents.x(event),
                                            PackedEvents.y(event),
                                            PackedEvents.on(event)));
                }
            }
        }
        return all;
    }

    @Override
    public void awaitAcks(Duration patience) {}

    @Override
    public void close() {}
}
