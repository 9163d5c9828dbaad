package org.spikelink.sensors.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;

/**
 * Writes batches to Kafka and waits for every ack. Keeps fewer bytes in flight than the producer's buffer holds, so
 * that it waits here, where waiting can be cancelled, and not inside the producer. Used by one sending thread; acks
 * arrive on Kafka's thread.
 */
public final class BatchSender implements BatchTarget {
    private static final long MAX_WAITING_BYTES = 12_000_000;
    private static final long LOOK_EVERY_MS = 100;

    private final SendOptions options;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Object lock = new Object();
    private long waitingBytes;
    private long waitingBatches;
    private SendException failure;

    /** Opens a producer; contacts no broker yet. Throws {@link SendException} if it rejects its properties. */
    public BatchSender(SendOptions options) {
        this.options = options;
        try {
            this.producer =
                    new KafkaProducer<>(
                            ProducerSettings.of(options),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new SendException(
                    "the Kafka producer cannot be created (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public boolean hasRoom() {
        synchronized (lock) {
            check();
            return waitingBytes < MAX_WAITING_BYTES;
        }
    }

    @Override
    public void awaitRoom(BooleanSupplier ended) throws InterruptedException {
        synchronized (lock) {
            check();
            while (waitingBytes >= MAX_WAITING_BYTES && !ended.getAsBoolean()) {
                lock.wait(LOOK_EVERY_MS);
                check();
            }
        }
    }

    /** Throws the failure of a batch sent earlier, if there was one. */
    public void check() {
        synchronized (lock) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /** Hands a batch to the producer, which keeps the order of each stream. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback gets the same result
    public void send(Optional<String> label, SensorBatch batch) {
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

    private SendException notTaken(SensorBatch batch, Exception error) {
        return new SendException(
                "the broker at %s did not accept batch %d of stream %s (%s)"
                        .formatted(
                                options.kafka().bootstrapServers(),
                                batch.sequence(),
                                batch.stream(),
                                error.getMessage()),
                error);
    }

    @Override
    public void awaitAcks(Duration patience) throws InterruptedException {
        long startNs = System.nanoTime();
        synchronized (lock) {
            while (waitingBatches > 0) {
                check();
                if (System.nanoTime() - startNs > patience.toNanos()) {
                    throw new SendException(
                            "the broker at %s has not acknowledged %d batches within %d s"
                                    .formatted(
                                            options.kafka().bootstrapServers(),
                                            waitingBatches,
                                            patience.toSeconds()));
                }
                lock.wait(LOOK_EVERY_MS);
            }
            check();
        }
    }

    /** Drops batches that are not acknowledged yet. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
