package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.record.SpikeBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.tools.watch.Agreements;

/**
 * A shadow is put into the registry while sensors send, and the job is stopped and started again: the classes of the active
 * model are those that it gives alone, and those of the shadow are those of an evaluation that changes to it where it began.
 */
final class ShadowIT {
    private static final int STREAMS = 12;
    private static final int TURNS = 40; // batches of a stream in a phase
    private static final int PHASES = 3;
    private static final long PACE_MS = 150; // a turn

    private static final Model FIRST = SmallModel.events();
    private static final Model SECOND = SmallModel.events("2", 10_000);

    @TempDir private Path folder;

    @Test
    void aShadowUnderLoadChangesNothingAndGivesTheBitsOfAnEvaluation() throws Exception {
        JobRun run =
                new JobRun("shadow", "sensors", 2, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);
        List<SensorBatch> sent = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        List<Outgoing> outputs;
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(4, run.topics());
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            change(broker, s -> s.activated(version(FIRST), 1, all()));
            send(kafka, phase(0, random), sent);
            String savepoint;
            try (TestJob job = start(run, broker, Optional.empty())) {
                kafka.read(run.topics(), STREAMS * TURNS / 4, 1);
                change(broker, s -> s.shadowed(version(SECOND), 1, all()));
                sendAtAPace(kafka, phase(1, random), sent);
                kafka.shadows(run.topics(), STREAMS);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
                savepoint = job.stopWithSavepoint(FlinkUri.of(folder.resolve("savepoints")));
            }
            send(kafka, phase(2, random), sent);
            try (TestJob job = start(run, broker, Optional.of(savepoint))) {
                outputs = committedAfterTheEnd(kafka, run);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
        Outputs found = new Outputs();
        Outputs shadows = new Outputs();
        Agreements agreements = new Agreements();
        Set<ModelChanges.Change> begins = new LinkedHashSet<>();
        for (Outgoing output : outputs) {
            if (output instanceof ShadowClass shadow) {
                Classification c = shadow.found();
                shadows.add(c);
                agreements.add(shadow);
                begins.add(
                        new ModelChanges.Change(c.stream(), c.session(), c.modelStep(), c.model()));
            } else {
                found.add(output);
            }
            if (output instanceof Classification active) {
                agreements.add(active);
            }
        }
        assertThat(begins).as("one begin of each stream").hasSize(STREAMS);
        assertThat(begins).anyMatch(begin -> begin.step() > 0);
        Outputs alone = offline(sent, List.of());
        assertThat(found.steps()).isEqualTo(alone.steps());
        assertThat(found.classes()).isEqualTo(alone.classes());
        Outputs changed = offline(sent, List.copyOf(begins));
        assertThat(shadows.classes()).isEqualTo(of("small/2", changed));
        Agreements.Agreement agreement = agreements.byShadow().get("small/2");
        long decided = shadows.classifications().stream().filter(Classification::isFinal).count();
        assertThat(agreement.windows()).isEqualTo(decided).isGreaterThan(STREAMS);
        assertThat(agreement.share()).isBetween(0.01, 0.99);
    }

    /** Classes of one model by stream, a line each. */
    private static Map<String, List<String>> of(String model, Outputs outputs) {
        Outputs only = new Outputs();
        outputs.classifications().stream().filter(c -> c.model().equals(model)).forEach(only::add);
        return only.classes();
    }

    /** All that is committed once the end of every stream is. */
    private static List<Outgoing> committedAfterTheEnd(KafkaClient kafka, JobRun run)
            throws InterruptedException {
        List<Outgoing> outputs = List.of();
        for (int tries = 0; tries < 180; tries++) {
            outputs = kafka.committed(run.topics());
            Set<String> ended = new HashSet<>();
            for (Outgoing output : outputs) {
                if (output instanceof SpikeBatch spikes) {
                    SpikeBatch.Step last = spikes.steps().get(spikes.steps().size() - 1);
                    if (last.binStartUs() + last.binUs() > (PHASES * TURNS - 1) * 7_000L) {
                        ended.add(spikes.stream());
                    }
                }
            }
            if (ended.size() == STREAMS) {
                return outputs;
            }
            Thread.sleep(1_000);
        }
        return outputs;
    }

    private static List<SensorBatch> phase(int phase, SplittableRandom random) {
        List<SensorBatch> batches = new ArrayList<>();
        for (int turn = phase * TURNS; turn < (phase + 1) * TURNS; turn++) {
            boolean end = turn == PHASES * TURNS - 1;
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

    /** The job hears of the shadow and loads it meanwhile; sent at once, all would be over before. */
    private static void sendAtAPace(
            KafkaClient kafka, List<SensorBatch> batches, List<SensorBatch> sent)
            throws InterruptedException {
        for (int turn = 0; turn < batches.size(); turn += STREAMS) {
            send(kafka, batches.subList(turn, turn + STREAMS), sent);
            Thread.sleep(PACE_MS);
        }
    }

    private TestJob start(JobRun run, LocalBroker broker, Optional<String> from) throws Exception {
        ClassifyOptions options =
                run.options(
                        broker.bootstrapServers(),
                        StepperOptions.DEFAULTS,
                        folder.resolve("checkpoints"),
                        from);
        return TestJob.start(FIRST, broker, options);
    }

    private static void change(LocalBroker broker, UnaryOperator<ModelSchedule> to)
            throws InterruptedException {
        try (RegistryWriter registry = new RegistryWriter(broker.kafka(), RegistryReader.TOPIC)) {
            ModelSchedule before =
                    registry.registry().schedule("small").orElse(ModelSchedule.empty("small"));
            registry.write(to.apply(before));
        }
    }

    private static StreamSelector all() {
        return StreamSelector.parse("all");
    }

    private ModelVersion version(Model model) {
        return new FileStore(folder.toString()).publish(model);
    }

    private static Outputs offline(List<SensorBatch> sent, List<ModelChanges.Change> changes) {
        return new Offline(List.of(FIRST, SECOND), StepperOptions.DEFAULTS, changes).step(sent);
    }
}
