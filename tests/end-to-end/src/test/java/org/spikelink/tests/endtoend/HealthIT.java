package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.PackedEvents;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SensorHealth;
import org.spikelink.core.record.SensorHealth.Trouble;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.core.stepper.StreamStepper;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.tools.streams.Savepoint;
import org.spikelink.tools.streams.StoredStream;

/** The health of sensors through Kafka: a job that is stopped in the middle of a second reports what it would have. */
final class HealthIT {
    private static final String SENSORS = "sensors";
    private static final int BATCHES = 120; // 40 a second
    private static final long BATCH_US = 25_000;
    private static final long FIRST_MS = System.currentTimeMillis(); // brokers delete old records
    private static final StepperOptions MEASURED =
            StepperOptions.DEFAULTS.with(HealthLimits.DEFAULTS);

    @TempDir private Path folder;

    @Test
    void aJobRestoredInTheMiddleOfASecondReportsAsIfItHadNotStopped() throws Exception {
        Model model = SmallModel.events();
        List<SensorBatch> batches = batches();
        List<SensorHealth> expected = offline(model, batches);
        assertThat(expected.stream().flatMap(health -> health.troubles().stream()))
                .contains(Trouble.MISSING_BATCHES, Trouble.TIME_STEPS_BACK, Trouble.LATE);
        int half = batches.size() / 2;
        JobRun run =
                new JobRun("health", SENSORS, 1, 16, StateBackend.ROCKSDB, Delivery.EXACTLY_ONCE);
        JobRun wider =
                new JobRun("health", SENSORS, 2, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            Topics topics = run.topics();
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.createTopicOfOldRecords(SENSORS, 2);
            broker.kafka().createTopics(2, topics);
            kafka.sendRecords(records(batches.subList(0, half)));
            int before = offline(model, batches.subList(0, half)).size();
            String savepoint;
            try (TestJob job = TestJob.start(model, options(run, broker, Optional.empty()))) {
                assertThat(kafka.health(topics, before)).hasSize(before);
                assertThat(kafka.rejectedNow(topics)).isEmpty();
                savepoint = job.stopWithSavepoint(FlinkUri.of(folder.resolve("savepoints")));
            }
            assertThat(open(savepoint)).matches("0\\.\\d+ s: \\d+ events, \\d+ ON, .*");
            kafka.sendRecords(records(batches.subList(half, batches.size())));
            try (TestJob job =
                    TestJob.start(model, options(wider, broker, Optional.of(savepoint)))) {
                List<SensorHealth> found = kafka.health(topics, expected.size());
                assertThat(sorted(found)).isEqualTo(sorted(expected));
                assertThat(job.status()).isEqualTo(org.apache.flink.api.common.JobStatus.RUNNING);
            }
        }
    }

    private static String open(String savepoint) {
        List<StoredStream> found = new ArrayList<>();
        new Savepoint(savepoint).read("cam-0", found::add);
        assertThat(found).hasSize(1);
        return found.get(0).health();
    }

    private ClassifyOptions options(JobRun run, LocalBroker broker, Optional<String> savepoint) {
        return run.options(
                broker.bootstrapServers(), MEASURED, folder.resolve("checkpoints"), savepoint);
    }

    /** What the stepper reports without Flink. */
    private static List<SensorHealth> offline(Model model, List<SensorBatch> batches) {
        StreamStepper stepper = new StreamStepper(model, MEASURED, StepObserver.NONE);
        Map<String, StreamState> states = new HashMap<>();
        List<SensorHealth> found = new ArrayList<>();
        for (SensorBatch batch : batches) {
            states.put(
                    batch.stream(),
                    stepper.advance(
                            states.get(batch.stream()),
                            batch,
                            out -> {
                                if (out instanceof SensorHealth health) {
                                    found.add(health);
                                }
                            }));
        }
        return found;
    }

    private static List<SensorHealth> sorted(List<SensorHealth> health) {
        return health.stream()
                .sorted(
                        Comparator.comparing(SensorHealth::stream)
                                .thenComparing(SensorHealth::startUs))
                .toList();
    }

    /** Two cameras for three seconds: one loses batches and comes late once, the other's time steps back. */
    private static List<SensorBatch> batches() {
        List<SensorBatch> batches = new ArrayList<>();
        for (int n = 0; n < BATCHES; n++) {
            long delayMs = n == 50 ? 1_700 : 3;
            batches.add(batch("cam-0", n < 70 ? n : n + 2, n, delayMs, 1));
            batches.add(batch("cam-1", n, n, 3, n % 10 == 0 ? -5 : 1));
        }
        return batches;
    }

    private static SensorBatch batch(
            String stream, long sequence, int n, long delayMs, long stepUs) {
        long startUs = n * BATCH_US;
        byte[] events = new byte[PackedEvents.BYTES_PER_EVENT * 60];
        for (int e = 0; e < 60; e++) {
            long offsetUs = 300L * e + (e == 30 ? 400 * Math.min(0, stepUs) : 0);
            PackedEvents.put(
                    events,
                    PackedEvents.BYTES_PER_EVENT * e,
                    PackedEvents.pack(
                            offsetUs,
                            e % 3 == 0 ? 2 : e % SmallModel.WIDTH,
                            e % 3 == 0 ? 2 : e * 7 % SmallModel.HEIGHT,
                            e % 2 == 0));
        }
        long kafkaMs = FIRST_MS + (startUs + BATCH_US) / 1000 + delayMs;
        return new SensorBatch(
                stream,
                Workload.SESSION,
                sequence,
                startUs,
                startUs + BATCH_US,
                n == BATCHES - 1,
                new PackedEvents(events),
                new Origin(SENSORS, 0, n, kafkaMs),
                events);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(List<SensorBatch> batches) {
        return batches.stream()
                .map(
                        batch ->
                                new ProducerRecord<>(
                                        SENSORS,
                                        null,
                                        batch.origin().timestampMs(),
                                        batch.stream().getBytes(UTF_8),
                                        SensorBatchEncoder.encode(batch)))
                .toList();
    }
}
