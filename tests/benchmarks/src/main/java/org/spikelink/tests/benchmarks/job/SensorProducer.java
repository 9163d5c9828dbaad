package org.spikelink.tests.benchmarks.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/** Many sensors that send a batch each in turn, as fast as the broker takes them or at a rate. */
final class SensorProducer {
    private static final long SHORTEST_REST_NS = 200_000;

    private final String bootstrapServers;
    private final SyntheticSensors sensors;
    private final int streams;

    SensorProducer(String bootstrapServers, SyntheticSensors sensors, int streams) {
        this.bootstrapServers = bootstrapServers;
        this.sensors = sensors;
        this.streams = streams;
    }

    /** Sends {@code each} batches of every sensor and waits for the acks. */
    void send(String topic, int each) {
        send(topic, each, Double.POSITIVE_INFINITY);
    }

    /**
     * Sends {@code each} batches of every sensor and waits for the acks.
     *
     * @param rate batches a second of all sensors together
     */
    void send(String topic, int each, double rate) {
        boolean paced = !Double.isInfinite(rate);
        try (KafkaProducer<byte[], byte[]> producer = producer(paced)) {
            long startNs = System.nanoTime();
            for (long n = 0; n < (long) streams * each; n++) {
                rest(startNs + (long) (n / rate * 1e9));
                producer.send(record(topic, (int) (n % streams), n / streams));
            }
        }
    }

    private static void rest(long untilNs) {
        long leftNs = untilNs - System.nanoTime();
        while (leftNs > SHORTEST_REST_NS) {
            LockSupport.parkNanos(leftNs);
            leftNs = untilNs - System.nanoTime();
        }
    }

    private ProducerRecord<byte[], byte[]> record(String topic, int sensor, long sequence) {
        SensorBatch batch = sensors.batch(sensor, sequence, 0);
        return new ProducerRecord<>(
                topic, batch.stream().getBytes(UTF_8), SensorBatchEncoder.encode(batch));
    }

    /** At a rate it waits as long as {@code spikelink replay} does. */
    private KafkaProducer<byte[], byte[]> producer(boolean paced) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        paced ? "5" : "20",
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        "131072");
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
