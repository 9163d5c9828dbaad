package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamState;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.tools.run.RestoreCheck;
import org.spikelink.tools.streams.Savepoint;
import org.spikelink.tools.streams.StoredStream;
import org.spikelink.tools.streams.StreamsSummary;

/**
 * A job stopped with a savepoint in the middle of bins goes on from it, wider and on the heap, as if nothing had
 * been.
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
        restoresBitIdentically(SharedData.nmnistModel(), backend, ALL_SPIKES);
    }

    /** Spikes of the last layer alone, so that the others are pooled where they are compared. */
    @Test
    void aConvolutionalModelGoesOnBitIdentically() throws Exception {
        restoresBitIdentically(ImageModel.of(), StateBackend.ROCKSDB, StepperOptions.DEFAULTS);
    }

    private void restoresBitIdentically(Model model, StateBackend backend, StepperOptions stepper)
            throws Exception {
        Workload workload = Workload.nmnist(20, BATCH_US);
        List<SensorBatch> batches = workload.batches();
        List<SensorBatch> before = batches.subList(0, batches.size() / 2);
        Outputs expected = workload.expected(model, stepper);
        JobRun run = new JobRun("savepoint", "sensors", 1, 16, backend, Delivery.EXACTLY_ONCE);
        JobRun wider =
                new JobRun("savepoint", "sensors", 3, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);

        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            var topics = run.topics();
            broker.kafka().createTopics(4, topics);
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.send("sensors", before);
            String savepoint;
            Outputs firstHalf = Workload.expected(before, model, stepper);
            try (TestJob job =
                    TestJob.start(model, options(run, stepper, broker, Optional.empty()))) {
                kafka.read(topics, firstHalf.stepCount(), firstHalf.classCount());
                savepoint = job.stopWithSavepoint(FlinkUri.of(folder.resolve("savepoints")));
            }
            new RestoreCheck(broker.kafka(), run.name(), Optional.empty()).run(savepoint);
            assertStreamsAreStored(savepoint, before, model);
            kafka.send("sensors", batches.subList(before.size(), batches.size()));
            try (TestJob job =
                    TestJob.start(model, options(wider, stepper, broker, Optional.of(savepoint)))) {
                Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());

                assertThat(outputs.steps()).isEqualTo(expected.steps());
                assertThat(outputs.classes()).isEqualTo(expected.classes());
                assertLatestIsRejectedOnceLaterOffsetsAreCommitted(broker, run, savepoint);
                assertThat(job.status()).isEqualTo(org.apache.flink.api.common.JobStatus.RUNNING);
            }
            assertThat(firstHalf.stepCount()).isBetween(1, expected.stepCount() - 1);
        }
    }

    /** The job commits its offsets with a checkpoint, some time after its outputs. */
    private void assertLatestIsRejectedOnceLaterOffsetsAreCommitted(
            LocalBroker broker, JobRun run, String savepoint) throws Exception {
        RestoreCheck check =
                new RestoreCheck(
                        broker.kafka(), run.name(), Optional.of(folder.resolve("savepoints")));
        String message = "";
        for (int tries = 0; message.isEmpty() && tries < 30; tries++) {
            try {
                check.run(savepoint);
                Thread.sleep(200);
            } catch (SpikelinkException e) {
                message = e.getMessage();
            }
        }
        assertThat(message)
                .contains("the job has gone on since its latest checkpoint " + savepoint)
                .endsWith("Restore " + savepoint + ", or name the checkpoint to go back to it");
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
        assertThat(one.get(0).variables().get("syn"))
                .isNotEmpty()
                .isEqualTo(expected.get(name).values("syn"));
        assertThat(one.get(0).variables().get("mem")).isEqualTo(expected.get(name).values("mem"));
        assertThat(one.get(0).step()).isEqualTo(expected.get(name).step()).isPositive();
    }

    private ClassifyOptions options(
            JobRun run, StepperOptions stepper, LocalBroker broker, Optional<String> savepoint) {
        return run.options(
                broker.bootstrapServers(), stepper, folder.resolve("checkpoints"), savepoint);
    }
}
