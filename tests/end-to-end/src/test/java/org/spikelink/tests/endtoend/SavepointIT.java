package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkOptions.StateBackend;
import org.spikelink.jobs.streams.Savepoint;
import org.spikelink.jobs.streams.StoredStream;
import org.spikelink.jobs.streams.StreamsSummary;

/**
 * A job stopped with a savepoint in the middle of bins goes on from it, wider and on the heap, as if nothing had been.
 */
final class SavepointIT {
    /** No divisor of a bin, so that bins are open when the job stops. */
    private static final long BATCH_US = 7_000;

    private static final StepperOptions ALL_SPIKES =
            StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(StateBackend.class)
    void aJobRestoredFromASavepointGoesOnBitIdentically(StateBackend backend) throws Exception {
        Model model = SharedData.nmnistModel();
        Workload workload = Workload.nmnist(20, BATCH_US);
        List<SensorBatch> batches = workload.batches();
        List<SensorBatch> before = batches.subList(0, batches.size() / 2);
        Outputs expected = workload.expected(model, ALL_SPIKES);
        JobRun run = new JobRun("savepoint", "sensors", 1, 16, backend, Delivery.EXACTLY_ONCE);
        JobRun wider =
                new JobRun("savepoint", "sensors", 3, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = run.topics();
            broker.createTopics(
                    4, topics.sensors(), topics.spikes(), topics.classes(), topics.rejected());
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.send("sensors", before);
            String savepoint;
            Outputs firstHalf = Workload.expected(before, model, ALL_SPIKES);
            try (TestJob job = TestJob.start(model, options(run, broker, Optional.empty()))) {
                kafka.read(topics, firstHalf.stepCount(), firstHalf.classCount());
                savepoint =
                        job.stopWithSavepoint(ClassifyOptions.uri(folder.resolve("savepoints")));
            }
            assertStreamsAreStored(savepoint, before, model);
            kafka.send("sensors", batches.subList(before.size(), batches.size()));
            try (TestJob job =
                    TestJob.start(model, options(wider, broker, Optional.of(savepoint)))) {
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());

                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertThat(job.status()).isEqualTo(org.apache.flink.api.common.JobStatus.RUNNING);
            }
            assertThat(firstHalf.stepCount()).isBetween(1, expected.stepCount() - 1);
        }
    }

    /** {@code streams inspect} reads what the batches give offline. */
    private static void assertStreamsAreStored(
            String savepoint, List<SensorBatch> batches, Model model) {
        Map<String, StreamState> expected = Workload.states(batches, model, ALL_SPIKES);
        StreamsSummary summary = new StreamsSummary(3);
        Savepoint stored = new Savepoint(savepoint);
        stored.read(null, summary);
        assertThat(summary.streams()).isEqualTo(expected.size());
        assertThat(summary.byModel()).containsOnlyKeys(model.fingerprint());
        assertThat(summary.latest()).hasSize(3);
        String name = batches.get(0).stream();
        List<StoredStream> one = new ArrayList<>();
        stored.read(name, one::add);
        assertThat(one).hasSize(1);
        assertThat(one.get(0).syn()).isNotEmpty().isEqualTo(expected.get(name).syn());
        assertThat(one.get(0).mem()).isEqualTo(expected.get(name).mem());
        assertThat(one.get(0).step()).isEqualTo(expected.get(name).step()).isPositive();
    }

    private ClassifyOptions options(JobRun run, LocalBroker broker, Optional<String> savepoint) {
        return run.options(
                broker.bootstrapServers(), ALL_SPIKES, folder.resolve("checkpoints"), savepoint);
    }
}
