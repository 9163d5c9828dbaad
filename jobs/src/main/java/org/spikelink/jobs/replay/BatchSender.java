package org.spikelink.jobs.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;

/**
 * Writes batches to Kafka and waits for every ack. Holds fewer bytes than the producer's buffer takes, so that waiting is
 * done here, where it can be ended, and not inside the producer. For one sending thread; acks come in Kafka's.
 */
final class BatchSender implements AutoCloseable {
    private static final long MAX_WAITING_BYTES = 12_000_000;
    private static final long LOOK_EVERY_MS = 100;

    private final ReplayOptions options;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Object lock = new Object();
    private long waitingBytes;
    private long waitingBatches;
    private ReplayException failure;

    /** Opens a producer; asks no broker yet. Throws {@link ReplayException} where it refuses its properties. */
    BatchSender(ReplayOptions options) {
        this.options = options;
        try {
            this.producer =
                    new KafkaProducer<>(
                            ProducerSettings.of(options),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new ReplayException("no producer can be made (" + e.getMessage() + ")", e);
        }
    }

    /** Waits until there is room for another batch, or {@code ended}. */
    void awaitRoom(BooleanSupplier ended) throws InterruptedException {
        synchronized (lock) {
            check();
            while (waitingBytes >= MAX_WAITING_BYTES && !ended.getAsBoolean()) {
                lock.wait(LOOK_EVERY_MS);
                check();
            }
        }
    }

    /** Throws what has gone wrong with a batch sent earlier, if anything has. */
    void check() {
        synchronized (lock) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Hands a batch to the producer, which keeps the order of each stream. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    void send(Optional<String> label, SensorBatch batch) {
        byte[] value = SensorBatchEncoder.encode(batch);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(options.topic(), batch.stream().getBytes(UTF_8), value);
        label.ifPresent(text -> record.headers().add("label", text.getBytes(UTF_8)));
        synchronized (lock) {
            waitingBytes += value.length;
            waitingBatches++;
        }
        try {
            producer.send(record, (metadata, error) -> taken(batch, value.length, error));
        } catch (KafkaException | IllegalStateException e) {
            throw notTaken(batch, e);
        }
    }

    private void taken(SensorBatch batch, int bytes, Exception error) {
        synchronized (lock) {
            waitingBytes -= bytes;
            waitingBatches--;
            if (error != null && failure == null) {
                failure = notTaken(batch, error);
            }
            lock.notifyAll();
        }
    }

    private ReplayException notTaken(SensorBatch batch, Exception error) {
        return new ReplayException(
                "the broker at %s did not take batch %d of stream %s (%s)"
                        .formatted(
                                options.bootstrapServers(),
                                batch.sequence(),
                                batch.stream(),
                                error.getMessage()),
                error);
    }

    /** Waits until every batch is acknowledged; throws if one is not, or after {@code patience}. */
    void awaitAcks(Duration patience) throws InterruptedException {
        long startNs = System.nanoTime();
        synchronized (lock) {
            while (waitingBatches > 0) {
                check();
                if (System.nanoTime() - startNs > patience.toNanos()) {
                    throw new ReplayException(
                            "the broker at %s has not acknowledged %d batches within %d s"
                                    .formatted(
                                            options.bootstrapServers(),
                                            waitingBatches,
                                            patience.toSeconds()));
                }
                lock.wait(LOOK_EVERY_MS);
            }
            check();
        }
    }

    /** Drops what is not acknowledged yet. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
