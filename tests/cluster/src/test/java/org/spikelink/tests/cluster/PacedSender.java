package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;

/** Sends batches at an even pace while the test does something else, as sensors would: idempotent, key = stream. */
final class PacedSender implements AutoCloseable {
    /** For a broker that is away, on a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String topic;
    private final List<SensorBatch> batches;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Void> done;
    private boolean closed;
    private boolean hurried;
    private int permitted;

    /** Starts sending; all of it takes about {@code time}. */
    PacedSender(String bootstrapServers, String topic, List<SensorBatch> batches, Duration time) {
        this(bootstrapServers, topic, batches, time, 0);
    }

    /** The same, but the last {@code heldBack} batches are not sent before {@link #permit} or {@link #hurry}. */
    PacedSender(
            String bootstrapServers,
            String topic,
            List<SensorBatch> batches,
            Duration time,
            int heldBack) {
        this.permitted = batches.size() - heldBack;
        this.topic = topic;
        this.batches = batches;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                PATIENCE.toMillis()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.done = CompletableFuture.runAsync(() -> sendAll(time.toNanos() / batches.size()));
    }

    private void sendAll(long intervalNs) {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        long turnNs = System.nanoTime();
        for (int i = 0; i < batches.size() && awaitTurn(i, turnNs); i++) {
            answers.add(send(batches.get(i)));
            // Whoever had to wait for a permit goes on at the same pace, and not all at once.
            turnNs = Math.max(turnNs + intervalNs, System.nanoTime());
        }
        producer.flush();
        answers.forEach(PacedSender::check);
    }

    /** False if nothing is to be sent any more. */
    private synchronized boolean awaitTurn(int number, long turnNs) {
        try {
            long leftNs = turnNs - System.nanoTime();
            while (!closed && !hurried && (number >= permitted || leftNs > 0)) {
                if (number >= permitted) {
                    wait();
                } else {
                    TimeUnit.NANOSECONDS.timedWait(this, leftNs);
                }
                leftNs = turnNs - System.nanoTime();
            }
            return !closed;
        } catch (InterruptedException e) {
            throw new CompletionException("interrupted", e);
        }
    }

    private Future<RecordMetadata> send(SensorBatch batch) {
        byte[] key = batch.stream().getBytes(UTF_8);
        return producer.send(
                new ProducerRecord<>(topic, key, SensorBatchEncoder.encode(batch)),
                (metadata, failure) -> sent.addAndGet(failure == null ? 1 : 0));
    }

    private static void check(Future<RecordMetadata> answer) {
        try {
            answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new CompletionException("a batch could not be sent", e);
        }
    }

    /** How many batches the broker has acknowledged. */
    int sent() {
        return sent.get();
    }

    /** From now on also sends what was held back of the first {@code count} batches, at the same pace. */
    synchronized void permit(int count) {
        permitted = Math.max(permitted, count);
        notifyAll();
    }

    /** From now on sends as fast as it can. */
    synchronized void hurry() {
        hurried = true;
        notifyAll();
    }

    /** Waits until all were sent; throws where one was not. */
    void await(Duration limit) throws Exception {
        done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops sending where that goes on. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        producer.close(Duration.ofSeconds(5));
    }
}
