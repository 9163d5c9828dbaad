package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.core.model.Model;
import org.spikelink.core.record.Outgoing;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelUpdates;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.local.broker.LocalBroker;

/** Savepoints that earlier commits wrote are restored by this one, which goes on with the same bits. */
final class KeptSavepointsIT {
    @TempDir private Path folder;

    static Stream<Arguments> restores() {
        return KeptSavepoint.all().stream()
                .flatMap(
                        kept ->
                                kept.isCurrent()
                                        ? Stream.of(inRocksDb(kept), onTheHeap(kept))
                                        : Stream.of(inRocksDb(kept)));
    }

    /** Where states stay in their old format until they are used. */
    private static Arguments inRocksDb(KeptSavepoint kept) {
        return Arguments.of(kept, 3, StateBackend.ROCKSDB);
    }

    private static Arguments onTheHeap(KeptSavepoint kept) {
        return Arguments.of(kept, 1, StateBackend.HEAP);
    }

    @ParameterizedTest(name = "{0}, parallelism {1}, {2}")
    @MethodSource("restores")
    void aJobRestoredFromAKeptSavepointGoesOnBitIdentically(
            KeptSavepoint kept, int parallelism, StateBackend backend) throws Exception {
        JobRun run = KeptSavepoint.run(parallelism, backend);
        Path moved = copy(kept.savepoint(), folder.resolve("moved"));
        List<String> expected = Files.readAllLines(kept.outputs());
        int classes = (int) expected.stream().filter(Outputs::isClass).count();
        int health = (int) expected.stream().filter(Outputs::isHealth).count();
        int steps = expected.size() - classes - health;
        try (LocalBroker broker = KeptSavepoint.startBroker(run.topics())) {
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.sendRecords(KeptSavepoint.records(kept.before()));
            kafka.sendRecords(KeptSavepoint.records(kept.after()));
            ClassifyOptions options =
                    run.options(
                            broker.bootstrapServers(),
                            kept.stepper(),
                            folder.resolve("checkpoints"),
                            Optional.of(FlinkUri.of(moved)));
            try (TestJob job = TestJob.start(kept.readModel(), options)) {
                Outputs outputs = kafka.read(run.topics(), steps, classes);
                if (health > 0) {
                    kafka.health(run.topics(), health).forEach(outputs::add);
                }

                assertThat(outputs.lines()).isEqualTo(expected).hasSizeGreaterThan(50);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"state-format-2-events", "state-format-3-events"})
    void aJobRestoredFromASavepointOfAnEarlierCommitTakesANewModel(String name) throws Exception {
        KeptSavepoint kept = KeptSavepoint.named(name);
        JobRun run = KeptSavepoint.run(1, StateBackend.ROCKSDB);
        Path moved = copy(kept.savepoint(), folder.resolve("moved"));
        Model before = kept.readModel();
        Model after = SmallModel.events("2", SmallModel.BIN_US);
        FileStore store = new FileStore(folder.toString());
        StreamSelector all = StreamSelector.parse("all");
        Schedules.publish(
                ModelSchedule.empty(before.document().name())
                        .activated(store.publish(before), 1, all)
                        .activated(store.publish(after), 2, all));
        try (LocalBroker broker = KeptSavepoint.startBroker(run.topics())) {
            KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
            kafka.sendRecords(KeptSavepoint.records(kept.before()));
            kafka.sendRecords(KeptSavepoint.records(kept.after()));
            ClassifyOptions options =
                    run.options(
                            broker.bootstrapServers(),
                            kept.stepper(),
                            folder.resolve("checkpoints"),
                            Optional.of(FlinkUri.of(moved)));
            ModelUpdates updates = new ModelUpdates(Schedules.latest(), new Schedules(), store, 8);
            try (TestJob job = TestJob.start(before, updates, options)) {
                Committed committed = Committed.of(kept, kafka.committed(run.topics()), after);
                for (int tries = 0; tries < 120 && !committed.isComplete(); tries++) {
                    Thread.sleep(1_000);
                    committed = Committed.of(kept, kafka.committed(run.topics()), after);
                }

                assertThat(committed.found()).isEqualTo(committed.expected());
                assertThat(committed.changes())
                        .anyMatch(change -> change.model().equals("small/2") && change.step() > 0);
                assertThat(job.status()).isEqualTo(JobStatus.RUNNING);
            }
        }
    }

    /** What is committed from a savepoint on, and what the same batches give offline with the changes that it tells of. */
    private record Committed(
            List<String> found, List<String> expected, List<ModelChanges.Change> changes) {
        static Committed of(KeptSavepoint kept, List<Outgoing> outputs, Model after)
                throws Exception {
            List<ModelChanges.Change> changes = ModelChangeIT.changes(outputs);
            Outputs found = new Outputs();
            outputs.forEach(found::add);
            Offline offline =
                    new Offline(List.of(kept.readModel(), after), kept.stepper(), changes);
            offline.step(KeptSavepoint.batches(kept.before()));
            Outputs expected = offline.step(KeptSavepoint.batches(kept.after()));
            return new Committed(found.lines(), expected.lines(), changes);
        }

        boolean isComplete() {
            return found.equals(expected);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /** Says what to do after a change of the format; {@code -Dsavepoints.write} does it. */
    @ParameterizedTest
    @EnumSource(SmallJob.class)
    void oneOfTheCurrentFormatIsKept(SmallJob job) throws Exception {
        KeptSavepoint current = KeptSavepoint.current(job);
        if (Boolean.getBoolean("savepoints.write") && !Files.exists(current.folder())) {
            KeptSavepointWriter.write(job, folder);
        }
        assertThat(KeptSavepoint.all())
                .as("kept savepoints; -Dsavepoints.write=true writes the one that is missing")
                .contains(current);
    }

    @ParameterizedTest
    @MethodSource("org.spikelink.tests.endtoend.KeptSavepoint#all")
    void keptSavepointsDoNotNameTheMachineThatWroteThem(KeptSavepoint kept) throws IOException {
        try (Stream<Path> files = Files.list(kept.savepoint())) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as("bytes of %s", file)
                        .doesNotContain("file:", "/savepoint", System.getProperty("user.home"));
            }
        }
    }
}
