package org.spikelink.sensors.send;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.spikelink.core.record.SensorBatch;

/** Where batches go. Used by one sending thread. */
public interface BatchTarget extends AutoCloseable {
    /** Whether another batch may be sent now; throws the failure of a batch sent earlier, if there was one. */
    boolean hasRoom();

    /** Waits until there is room for another batch, or {@code ended}. */
    void awaitRoom(BooleanSupplier ended) throws InterruptedException;

    /** Sends a batch after those sent before; its events are copied. */
    void send(Optional<String> label, SensorBatch batch);

    /** Waits until every batch is acknowledged; throws if one is not, or after {@code patience}. */
    void awaitAcks(Duration patience) throws InterruptedException;

    @Override
    void close();
}
