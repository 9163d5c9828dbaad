package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/**
 * Models change while streams run, the job is killed and rescaled: what it has committed is what the same events give
 * offline with changes at the recorded steps.
 */
final class ModelChangeIT {
    private static final int STREAMS = 12;
    private static final int TURNS = 40; // batches of a stream in a phase
    private static final StepperOptions ALL_SPIKES =
            StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);

    private static final Model FIRST = SmallModel.events();
    private static final Model SECOND = SmallModel.events("2", 10_000);
    private static final Model LONGER_BINS = SmallModel.events("3", 16_000);

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void committedOutputEqualsTheEvaluationWithTheRecordedChanges(int parallelism)
            throws Exception {
        List<SensorBatch> sent = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(parallelism);
        JobRun run =
                new JobRun(
                        "changes" + parallelism,
                        "sensors",
                        parallelism,
                        16,
                        StateBackend.HEAP,
                        Delivery.EXACTLY_ONCE);
        List<Outgoing> outputs;
        FileStore store = new FileStore(folder.toString());
        ModelVersion first = store.publish(FIRST);
        ModelVersion second = store.publish(SECOND);
        ModelVersion longerBins = store.publish(LONGER_BINS);
        Schedules.publish(ModelSchedule.empty("small").activated(first, 1, all()));
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(4, run.topics());
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            send(kafka, phase(0, random), sent);
            try (TestJob job = start(run, broker, Optional.empty())) {
                kafka.read(run.topics(), STREAMS * TURNS / 4, 1);
                Schedules.change(s -> s.activated(second, 1, all()));
                send(kafka, phase(1, random), sent);
                kafka.read(run.topics(), STREAMS * TURNS, 1);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            } // killed, not stopped: what it did since its last checkpoint is done again
            JobRun other =
                    new JobRun(
                            run.name(),
                            "sensors",
                            4 - parallelism,
                            16,
                            StateBackend.HEAP,
                            Delivery.EXACTLY_ONCE);
            StreamSelector canary = StreamSelector.parse("percent:50:canary");
            Schedules.change(s -> s.activated(longerBins, 1, canary));
            send(kafka, phase(2, random), sent);
            String savepoint;
            try (TestJob job = start(other, broker, Optional.of(latestCheckpoint()))) {
                kafka.read(run.topics(), 3 * STREAMS * TURNS / 2, 1);
                savepoint = job.stopWithSavepoint(FlinkUri.of(folder.resolve("savepoints")));
            }
            Schedules.change(s -> s.activated(first, 1, all()));
            send(kafka, phase(3, random), sent);
            try (TestJob job = start(run, broker, Optional.of(savepoint))) {
                outputs = committedAfterTheEnd(kafka, run);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
        assertThat(models(outputs)).contains("small/1", "small/2", "small/3");
        Outputs found = new Outputs();
        outputs.forEach(found::add);
        Outputs expected =
                new Offline(List.of(FIRST, SECOND, LONGER_BINS), ALL_SPIKES, changes(outputs))
                        .step(sent);
        assertThat(found.steps()).isEqualTo(expected.steps());
        assertThat(found.classes()).isEqualTo(expected.classes());
        assertThat(changedInASession(outputs)).isGreaterThanOrEqualTo(STREAMS);
    }

    /** All that is committed once the end of every stream is. */
    private static List<Outgoing> committedAfterTheEnd(KafkaClient kafka, JobRun run)
            throws InterruptedException {
        List<Outgoing> outputs = List.of();
        for (int tries = 0; tries < 90; tries++) {
            outputs = kafka.committed(run.topics());
            Map<String, Long> last = new HashMap<>();
            for (Outgoing output : outputs) {
                if (output instanceof SpikeBatch spikes) {
                    SpikeBatch.Step step = spikes.steps().get(spikes.steps().size() - 1);
                    last.merge(spikes.stream(), step.binStartUs() + step.binUs(), Math::max);
                }
            }
            long endUs = 4L * TURNS * 7_000;
            if (last.size() == STREAMS
                    && last.values().stream().allMatch(us -> us > endUs - 7_000)) {
                return outputs;
            }
            Thread.sleep(1_000);
        }
        return outputs;
    }

    private static List<SensorBatch> phase(int phase, SplittableRandom random) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int turn = phase * TURNS; turn < (phase + 1) * TURNS; turn++) {
            boolean end = turn == 4 * TURNS - 1;
            for (int n = 0; n < STREAMS; n++) {
                batches.add(SmallSensors.batch("cam-" + n, 1, turn, 7_000L * turn, end, random));
            }
        }
        return batches;
    }

    private static void send(KafkaClient kafka, List<SensorBatch> batches, List<SensorBatch> sent) {
        kafka.send("sensors", batches);
        sent.addAll(batches);
    }

    private TestJob start(JobRun run, LocalBroker broker, Optional<String> from) throws Exception {
        ClassifyOptions options =
                run.options(
                        broker.bootstrapServers(), ALL_SPIKES, folder.resolve("checkpoints"), from);
        ModelUpdates updates =
                new ModelUpdates(
                        Schedules.latest(), new Schedules(), new FileStore(folder.toString()), 8);
        return TestJob.start(FIRST, updates, options);
    }

    private String latestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("checkpoints"))) {
            Path metadata =
                    files.filter(file -> file.endsWith("_metadata"))
                            .max((a, b) -> Integer.compare(number(a), number(b)))
                            .orElseThrow();
            return FlinkUri.of(metadata.getParent());
        }
    }

    private static int number(Path metadata) {
        return Integer.parseInt(metadata.getParent().getFileName().toString().substring(4));
    }

    private static StreamSelector all() {
        return StreamSelector.parse("all");
    }

    private static Set<String> models(List<Outgoing> outputs) {
        Set<String> models = new LinkedHashSet<>();
        outputs.forEach(
                output -> models.add(output instanceof SpikeBatch s ? s.model() : "small/1"));
        return models;
    }

    /** What a user takes from the outputs. */
    static List<ModelChanges.Change> changes(List<Outgoing> outputs) {
        Set<ModelChanges.Change> changes = new LinkedHashSet<>();
        for (Outgoing output : outputs) {
            if (output instanceof SpikeBatch s) {
                changes.add(
                        new ModelChanges.Change(s.stream(), s.session(), s.modelStep(), s.model()));
            } else if (output instanceof Classification c) {
                changes.add(
                        new ModelChanges.Change(c.stream(), c.session(), c.modelStep(), c.model()));
            }
        }
        return List.copyOf(changes);
    }

    private static long changedInASession(List<Outgoing> outputs) {
        return changes(outputs).stream().filter(change -> change.step() > 0).count();
    }
}
