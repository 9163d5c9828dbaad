package org.spikelink.tests.benchmarks.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.codec.SpikeBatchCodec;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.local.job.LocalJob;
import org.spikelink.tests.benchmarks.Rounds;
import org.spikelink.tests.benchmarks.Row;
import org.spikelink.tests.benchmarks.sensors.BenchModel;
import org.spikelink.tests.benchmarks.sensors.SyntheticSensors;

/**
 * What one sensor in a hundred costs the others if each of its batches, 100 events in about 830 bytes, closes 9,901 bins: the latency
 * of the others with it and without, in turn, in one process. Latencies as in {@link LatencyBench}. The hostile sensors
 * send as many batches as the others, nearly 200,000 steps a second, all ten at the same time twice a second.
 */
final class OverloadBench {
    private static final String NAME = "overload";
    private static final String TITLE = "1,000 streams, 1 % of them hostile";
    private static final int GOOD = 990;
    private static final int HOSTILE = 10;
    private static final double RATE = 2; // batches of a stream per second
    private static final int HIDDEN = 128;
    private static final int EVENTS = 60;
    private static final int HOSTILE_EVENTS = 100;
    private static final int HOSTILE_GAP_BINS = 99;
    private static final Duration START = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LONGEST_MS = 3_600_000;
    private static final String HOSTILE_NAME = "hostile-";

    private final int rounds;
    private final Duration duration;
    private final int parallelism;
    private final Model model = BenchModel.nmnist(HIDDEN);
    private final SyntheticSensors sensors = new SyntheticSensors(model, EVENTS);
    private final byte[] hostileEvents = hostileEvents();

    OverloadBench(int rounds, Duration duration, int parallelism) {
        this.rounds = rounds;
        this.duration = duration;
        this.parallelism = parallelism;
    }

    private record Result(double p50, double p99, double longest, double hostileSteps) {}

    List<Row> run() throws Exception {
        List<Result> without = new ArrayList<>();
        List<Result> with = new ArrayList<>();
        try (Pipeline pipeline = new Pipeline(parallelism)) {
            measure(pipeline, "warm-up", true);
            for (int n = 0; n < rounds; n++) {
                without.add(measure(pipeline, "without-" + n, false));
                with.add(measure(pipeline, "with-" + n, true));
            }
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row("p50 without the hostile", without, "p50"));
        rows.add(row("p50 with them", with, "p50"));
        rows.add(row("p99 without the hostile", without, "p99"));
        rows.add(row("p99 with them", with, "p99"));
        rows.add(row("longest without the hostile", without, "longest"));
        rows.add(row("longest with them", with, "longest"));
        double[] ratios = new double[rounds];
        double[] hostile = new double[rounds];
        for (int n = 0; n < rounds; n++) {
            ratios[n] = with.get(n).p99 / Math.max(1, without.get(n).p99);
            hostile[n] = with.get(n).hostileSteps / duration.plus(START).toMillis() * 1_000;
        }
        rows.add(
                Row.of(NAME, TITLE, "p99 with / without", Rounds.Median.of(ratios), "times")
                        .atMost(2, 1.2));
        rows.add(Row.of(NAME, TITLE, "steps of the hostile", Rounds.Median.of(hostile), "steps/s"));
        return rows;
    }

    private static Row row(String metric, List<Result> results, String which) {
        double[] values =
                results.stream()
                        .mapToDouble(
                                r ->
                                        switch (which) {
                                            case "p50" -> r.p50;
                                            case "p99" -> r.p99;
                                            default -> r.longest;
                                        })
                        .toArray();
        return Row.of(NAME, TITLE, metric, Rounds.Median.of(values), "ms");
    }

    /** Latency of the good streams in one run of job and sensors. */
    private Result measure(Pipeline pipeline, String prefix, boolean hostile) throws Exception {
        Topics topics = pipeline.createTopics(prefix);
        int each = (int) Math.ceil(RATE * duration.plus(START).toSeconds());
        try (LocalJob job = LocalJob.start(ModelFile.bytes(model), pipeline.options(topics))) {
            while (!job.isRunning()) {
                Thread.sleep(POLL.toMillis());
            }
            long startMs = System.currentTimeMillis() + START.toMillis();
            CompletableFuture<Void> sending =
                    CompletableFuture.runAsync(
                            () -> send(pipeline, topics.sensors(), each, hostile));
            Result result = read(pipeline, topics, startMs, (long) GOOD * (each - 1), sending);
            sending.join();
            return result;
        }
    }

    private void send(Pipeline pipeline, String topic, int each, boolean hostile) {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        pipeline.bootstrapServers(),
                        ProducerConfig.LINGER_MS_CONFIG,
                        "5");
        int streams = GOOD + HOSTILE;
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long startNs = System.nanoTime();
            for (long n = 0; n < (long) streams * each; n++) {
                int sensor = (int) (n % streams);
                long sequence = n / streams;
                long dueNs = startNs + (long) (n / (RATE * streams) * 1e9);
                while (dueNs - System.nanoTime() > 200_000) {
                    LockSupport.parkNanos(dueNs - System.nanoTime());
                }
                if (sensor < GOOD) {
                    send(producer, topic, sensors.batch(sensor, sequence, 0));
                } else if (hostile) {
                    send(producer, topic, hostileBatch(sensor - GOOD, sequence));
                }
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // close() waits for the acks
    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, SensorBatch batch) {
        producer.send(
                new ProducerRecord<>(
                        topic, batch.stream().getBytes(UTF_8), SensorBatchEncoder.encode(batch)));
    }

    private SensorBatch hostileBatch(int sensor, long sequence) {
        long spanUs = (1L + HOSTILE_EVENTS * HOSTILE_GAP_BINS) * BenchModel.BIN_US;
        return new SensorBatch(
                HOSTILE_NAME + sensor,
                1,
                sequence,
                sequence * spanUs,
                SensorBatch.NO_UNTIL,
                false,
                new PackedEvents(hostileEvents),
                new Origin("bench", 0, sequence, 0),
                hostileEvents);
    }

    private static byte[] hostileEvents() {
        byte[] bytes = new byte[PackedEvents.BYTES_PER_EVENT * HOSTILE_EVENTS];
        for (int n = 0; n < HOSTILE_EVENTS; n++) {
            long offsetUs = (long) n * HOSTILE_GAP_BINS * BenchModel.BIN_US;
            PackedEvents.put(
                    bytes,
                    PackedEvents.BYTES_PER_EVENT * n,
                    PackedEvents.pack(offsetUs, n % 34, n % 34, true));
        }
        return bytes;
    }

    /** What the hostile sensors cause is not decoded, so that reading it here costs the job little. */
    private Result read(
            Pipeline pipeline,
            Topics topics,
            long startMs,
            long good,
            CompletableFuture<Void> sending)
            throws Exception {
        Histogram latencies = new Histogram(LONGEST_MS, 3);
        long read = 0;
        Map<String, byte[]> lastOfHostile = new HashMap<>();
        long deadlineNs = System.nanoTime() + duration.plus(START).plus(PATIENCE).toNanos();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        pipeline.kafka().consumer(PATIENCE),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topics.spikes()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (read < good) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    if (message.key().startsWith(HOSTILE_NAME)) {
                        lastOfHostile.put(message.key(), message.value());
                        continue;
                    }
                    read++;
                    long inputMs = SpikeBatchCodec.decode(message.value()).inputMs();
                    if (inputMs >= startMs) {
                        latencies.recordValue(Math.max(0, message.timestamp() - inputMs));
                    }
                }
                if (System.nanoTime() > deadlineNs) {
                    throw new SpikelinkException(
                            String.format(
                                    Locale.ROOT,
                                    "the job did not keep up with the good sensors: %,d of %,d outputs, all sent: %s",
                                    read,
                                    good,
                                    sending.isDone()));
                }
            }
        }
        long hostileSteps = 0;
        for (byte[] last : lastOfHostile.values()) {
            SpikeBatch spikes = SpikeBatchCodec.decode(last);
            hostileSteps += spikes.firstStep() + spikes.steps().size();
        }
        return new Result(
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(99),
                latencies.getMaxValue(),
                hostileSteps);
    }
}
