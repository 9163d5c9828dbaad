package org.spikelink.tests.benchmarks.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.send.BatchTarget;

/** Encodes batches as they would be sent, and forgets them: everything but Kafka's producer. */
final class Encoding implements BatchTarget {
    private volatile long events;
    private long bytes;

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public void awaitRoom(BooleanSupplier ended) {}

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread sends
    public void send(Optional<String> label, SensorBatch batch) {
        bytes += SensorBatchEncoder.encode(batch).length;
        events += batch.measurements();
    }

    /** Events so far; may be read by another thread. */
    long events() {
        return events;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void awaitAcks(Duration patience) {}

    @Override
    public void close() {}
}
