package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.codec.SensorBatchEncoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.record.ShadowClass;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.RollbackRule;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.tools.guard.Guard;
import org.spikelink.tools.guard.GuardOptions;
import org.spikelink.tools.models.ModelPublisher;
import org.spikelink.tools.models.ModelReference;
import org.spikelink.tools.models.Rollout;
import org.spikelink.tools.models.TakenBack;

/**
 * A canary of all streams gives other classes than the version beside it, and has a rollback rule: a guard takes it back, the
 * job goes on with the version before, and all outputs are those of an evaluation with these changes. The sensors' records
 * have timestamps of their own, so that six minutes of Kafka time need no time.
 */
final class GuardIT {
    private static final int STREAMS = 12;
    private static final int TURNS = 80; // batches of a stream before the guard looks
    private static final int MOST_TURNS = 1_000;
    private static final long TURN_MS = 4_500; // Kafka time

    private static final Model FIRST = SmallModel.events();
    private static final Model SECOND = SmallModel.events("2", 10_000);

    @TempDir private Path folder;

    private final SplittableRandom random = new SplittableRandom(11);
    private final List<SensorBatch> sent = new ArrayList<>();

    @Test
    void aCanaryThatGivesOtherClassesIsTakenBackWhileTheJobRuns() throws Exception {
        JobRun run =
                new JobRun("guard", "sensors", 2, 16, StateBackend.HEAP, Delivery.EXACTLY_ONCE);
        List<String> said = new ArrayList<>();
        List<Outgoing> outputs;
        ModelSchedule schedule;
        try (LocalBroker broker = LocalBroker.start(BrokerOptions.temporary())) {
            broker.kafka().createTopics(4, run.topics());
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            long startMs = System.currentTimeMillis() - TURNS * TURN_MS;
            publish(broker, FIRST, SECOND);
            ModelReference second = new ModelReference("small", "2");
            change(
                    broker,
                    r -> r.activate(new ModelReference("small", "1"), 1, new StreamSelector.All()));
            change(
                    broker,
                    r -> r.canary(second, "100", startMs, false, rule("agreement<1 for 5min")));
            for (int turn = 0; turn < TURNS; turn++) {
                send(kafka, turn, startMs + turn * TURN_MS);
            }
            try (TestJob job = start(run, broker)) {
                guardUntilTakenBack(broker, run, said);
                int turn = TURNS;
                outputs = kafka.committed(run.topics());
                while (!goesOnWithTheFirst(outputs)) {
                    assertThat(turn).as("turns until the job has changed").isLessThan(MOST_TURNS);
                    for (int n = 0; n < 10; n++) {
                        send(kafka, turn++, System.currentTimeMillis());
                    }
                    outputs = kafka.committed(run.topics());
                }
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
            schedule = schedule(broker);
        }
        assertThat(said)
                .anyMatch(line -> line.startsWith("small/2: agreement 0."))
                .contains(
                        "small/2 is no longer active for 100 % of the streams",
                        "small/1 is active for all streams from now on");
        assertThat(TakenBack.of(schedule, 0).get(0).text())
                .startsWith("small/1 is active for all streams since ")
                .contains(" by a rollback rule: version 2: agreement 0.", "agreement<1 for 5min");
        assertThat(schedule.shadows()).allMatch(shadow -> shadow.untilMs() < Long.MAX_VALUE);

        Outputs found = new Outputs();
        Set<ModelChanges.Change> changes = new LinkedHashSet<>();
        for (Outgoing output : outputs) {
            if (!(output instanceof ShadowClass)) {
                found.add(output);
            }
            if (output instanceof Classification c) {
                changes.add(
                        new ModelChanges.Change(c.stream(), c.session(), c.modelStep(), c.model()));
            }
        }
        assertThat(changes).as("to the canary and back").hasSize(2 * STREAMS);
        Outputs offline =
                new Offline(List.of(FIRST, SECOND), StepperOptions.DEFAULTS, changes).step(sent);
        assertThat(found.classes()).isNotEmpty();
        for (Map.Entry<String, List<String>> stream : found.classes().entrySet()) {
            List<String> all = offline.classes().get(stream.getKey());
            assertThat(all.subList(0, stream.getValue().size())).isEqualTo(stream.getValue());
        }
    }

    /** Each guard reads anew, as one that is started by a scheduler; the job commits meanwhile. */
    private static void guardUntilTakenBack(LocalBroker broker, JobRun run, List<String> said)
            throws InterruptedException {
        for (int tries = 0; tries < 180 && !schedule(broker).rollbacks().isEmpty(); tries++) {
            GuardOptions options =
                    new GuardOptions(
                            broker.kafka(),
                            RegistryReader.TOPIC,
                            run.topics().classes(),
                            run.topics().shadow(),
                            Optional.of("small"),
                            Duration.ofMinutes(1),
                            true);
            new Guard(options, said::add, said::add).run();
            Thread.sleep(500);
        }
        assertThat(schedule(broker).rollbacks()).as(said::toString).isEmpty();
    }

    private static boolean goesOnWithTheFirst(List<Outgoing> outputs) {
        Set<String> changed = new LinkedHashSet<>();
        for (Outgoing output : outputs) {
            if (output instanceof Classification found && found.model().equals("small/1")) {
                changed.add(found.stream());
            }
        }
        return changed.size() == STREAMS;
    }

    private void send(KafkaClient kafka, int turn, long atMs) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = 0; n < STREAMS; n++) {
            SensorBatch batch =
                    SmallSensors.batch("cam-" + n, 1, turn, 7_000L * turn, false, random);
            sent.add(batch);
            byte[] key = batch.stream().getBytes(StandardCharsets.UTF_8);
            records.add(
                    new ProducerRecord<>(
                            "sensors", null, atMs, key, SensorBatchEncoder.encode(batch)));
        }
        kafka.sendRecords(records);
    }

    private void publish(LocalBroker broker, Model... models) throws InterruptedException {
        try (RegistryWriter registry = new RegistryWriter(broker.kafka(), RegistryReader.TOPIC)) {
            for (Model model : models) {
                Path file = folder.resolve(model.sha256() + ".safetensors");
                ModelFile.write(model, file);
                new ModelPublisher(registry, folder.resolve("store").toUri().toString(), 1)
                        .publish(file);
            }
        }
    }

    private static void change(LocalBroker broker, Function<Rollout, Rollout.Change> to)
            throws InterruptedException {
        try (RegistryWriter registry = new RegistryWriter(broker.kafka(), RegistryReader.TOPIC)) {
            Rollout rollout = new Rollout(registry.registry(), System.currentTimeMillis());
            registry.write(to.apply(rollout).schedule());
        }
    }

    private static Optional<RollbackRule.Condition> rule(String text) {
        return Optional.of(RollbackRule.Condition.parse(text));
    }

    private static ModelSchedule schedule(LocalBroker broker) {
        return RegistryReader.read(broker.kafka(), RegistryReader.TOPIC).scheduleOf("small");
    }

    private TestJob start(JobRun run, LocalBroker broker) throws Exception {
        ClassifyOptions options =
                run.options(
                        broker.bootstrapServers(),
                        StepperOptions.DEFAULTS,
                        folder.resolve("checkpoints"),
                        Optional.empty());
        return TestJob.start(FIRST, broker, options);
    }
}
