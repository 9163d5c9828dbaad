package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.TransactionalIdFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.flink.SpikelinkSink;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/**
 * A job that goes back to an old savepoint. Each checkpoint since then has left a transactional id with the brokers,
 * and the job takes one after the other over before it writes: this takes time, and costs nothing else.
 */
@Tag("nightly")
final class RewindIT {
    private static final int CHECKPOINTS = Integer.getInteger("rewind.checkpoints", 10_000);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int THREADS = 8;

    /** A broker on the same machine takes 0.5 ms. */
    private static final Duration PER_CHECKPOINT = Duration.ofMillis(5);

    @TempDir private Path folder;

    @Test
    void goingBackOverManyCheckpointsTakesTimeAndRepeatsNothing() throws Exception {
        Model model = SmallModel.events();
        List<SensorBatch> before = SmallSensors.events().before();
        List<SensorBatch> after = SmallSensors.events().after();
        List<SensorBatch> batches = Stream.concat(before.stream(), after.stream()).toList();
        Outputs firstHalf = Workload.expected(before, model, StepperOptions.DEFAULTS);
        Outputs all = Workload.expected(batches, model, StepperOptions.DEFAULTS);
        JobRun run =
                new JobRun("rewind", "sensors", 1, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(1, run.topics());
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.send("sensors", before);
            String savepoint;
            try (TestJob job = TestJob.start(model, options(run, broker, Optional.empty()))) {
                kafka.read(run.topics(), firstHalf.stepCount(), firstHalf.classCount());
                savepoint = job.stopWithSavepoint(FlinkUri.of(folder.resolve("savepoints")));
            }
            String last = leaveCheckpoints(broker, prefix(run, broker));
            assertThat(epoch(broker, last)).isZero();
            kafka.send("sensors", after);

            long startNs = System.nanoTime();
            try (TestJob job = TestJob.start(model, options(run, broker, Optional.of(savepoint)))) {
                Outputs outputs = kafka.read(run.topics(), all.stepCount(), all.classCount());
                Duration took = Duration.ofNanos(System.nanoTime() - startNs);
                System.out.printf(
                        "back over %,d checkpoints: outputs after %.1f s%n",
                        CHECKPOINTS, took.toMillis() / 1e3);

                assertThat(outputs.steps()).isEqualTo(all.steps());
                assertThat(outputs.classes()).isEqualTo(all.classes());
                assertThat(epoch(broker, last))
                        .as("epoch of %s, which the job fenced", last)
                        .isOne();
                assertThat(job.status()).isEqualTo(org.apache.flink.api.common.JobStatus.RUNNING);
                assertThat(took)
                        .isLessThan(PER_CHECKPOINT.multipliedBy(CHECKPOINTS).plusMinutes(1));
            }
        }
    }

    private static String prefix(JobRun run, LocalBroker broker) {
        return SpikelinkSink.transactionalIdPrefix(
                run.options(
                                broker.bootstrapServers(),
                                StepperOptions.DEFAULTS,
                                Path.of(""),
                                Optional.empty())
                        .sink());
    }

    /** What {@link #CHECKPOINTS} more checkpoints of a job of parallelism 1 leave; returns the last id. */
    private static String leaveCheckpoints(LocalBroker broker, String prefix) throws Exception {
        long latest = latest(broker, prefix);
        long startNs = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                long first = latest + 1 + thread;
                done.add(
                        threads.submit(
                                () -> initialize(broker, prefix, first, latest + CHECKPOINTS)));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%,d transactional ids created in %.1f s, the latest had been %d%n",
                CHECKPOINTS, (System.nanoTime() - startNs) / 1e9, latest);
        return id(prefix, latest + CHECKPOINTS);
    }

    private static void initialize(LocalBroker broker, String prefix, long first, long last) {
        Properties properties = broker.kafka().producer();
        properties.put("key.serializer", ByteArraySerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        try (FlinkKafkaInternalProducer<byte[], byte[]> producer =
                new FlinkKafkaInternalProducer<>(properties, id(prefix, first))) {
            for (long checkpoint = first; checkpoint <= last; checkpoint += THREADS) {
                producer.setTransactionId(id(prefix, checkpoint));
                producer.initTransactions();
            }
        }
    }

    private static String id(String prefix, long checkpoint) {
        return TransactionalIdFactory.buildTransactionalId(prefix, 0, checkpoint);
    }

    private static int epoch(LocalBroker broker, String transactionalId) throws Exception {
        try (Admin admin = broker.kafka().admin(REQUEST_TIMEOUT)) {
            return admin.describeTransactions(List.of(transactionalId))
                    .description(transactionalId)
                    .get()
                    .producerEpoch();
        }
    }

    /** The number of the latest checkpoint that the brokers know of. */
    private static long latest(LocalBroker broker, String prefix) throws Exception {
        try (Admin admin = broker.kafka().admin(REQUEST_TIMEOUT)) {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(prefix))
                    .mapToLong(id -> Long.parseLong(id.substring(id.lastIndexOf('-') + 1)))
                    .max()
                    .orElseThrow();
        }
    }

    private ClassifyOptions options(JobRun run, LocalBroker broker, Optional<String> savepoint) {
        return run.options(
                broker.bootstrapServers(),
                StepperOptions.DEFAULTS,
                folder.resolve("checkpoints"),
                savepoint);
    }
}
