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
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;

/** Sends turn after turn at an even pace, until the test has seen what it waits for: idempotent, key = stream. */
final class RollingSender implements AutoCloseable {
    private static final long TURN_NS = Duration.ofMillis(100).toNanos();

    /** For a broker that is away, on a busy machine. */
    private static final int PATIENCE_MS = 300_000;

    private final String topic;
    private final Supplier<List<SensorBatch>> turns;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CompletableFuture<Void> done;
    private boolean ended;

    /** Starts sending. */
    RollingSender(String bootstrapServers, String topic, Supplier<List<SensorBatch>> turns) {
        this.topic = topic;
        this.turns = turns;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                PATIENCE_MS,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                PATIENCE_MS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.done = CompletableFuture.runAsync(this::sendAll);
    }

    private void sendAll() {
        List<Future<RecordMetadata>> answers = new ArrayList<>();
        long turnNs = System.nanoTime();
        while (awaitTurn(turnNs)) {
            turns.get().forEach(batch -> answers.add(send(batch)));
            // Whoever had to wait for the broker goes on at the same pace, and not all at once.
            turnNs = Math.max(turnNs + TURN_NS, System.nanoTime());
        }
        producer.flush();
        answers.forEach(RollingSender::check);
    }

    /** False if nothing is to be sent any more. */
    private synchronized boolean awaitTurn(long turnNs) {
        try {
            long leftNs = turnNs - System.nanoTime();
            while (!ended && leftNs > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
                leftNs = turnNs - System.nanoTime();
            }
            return !ended;
        } catch (InterruptedException e) {
            throw new CompletionException("interrupted", e);
        }
    }

    private Future<RecordMetadata> send(SensorBatch batch) {
        byte[] key = batch.stream().getBytes(UTF_8);
        return producer.send(new ProducerRecord<>(topic, key, SensorBatchEncoder.encode(batch)));
    }

    private static void check(Future<RecordMetadata> answer) {
        try {
            answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new CompletionException("a batch could not be sent", e);
        }
    }

    /** Sends no further turn; waits until the broker has all, and throws where it has not. */
    void end() throws Exception {
        stop();
        done.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void stop() {
        ended = true;
        notifyAll();
    }

    /** Stops sending where that goes on. */
    @Override
    public void close() {
        stop();
        producer.close(Duration.ofSeconds(5));
    }
}
