package org.spikelink.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.MalformedRecordException;
import org.spikelink.connectors.kafka.registry.PublishedModel;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.kafka.registry.RegistryWriter;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.model.file.ModelJsonWriter;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.schedule.ModelSchedule;
import org.spikelink.core.schedule.ModelVersion;
import org.spikelink.core.schedule.StreamSelector;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.local.cluster.BrokerProcess;
import org.spikelink.local.cluster.ClusterProcess;
import org.spikelink.local.cluster.FlinkCluster;
import org.spikelink.local.cluster.FlinkConf;
import org.spikelink.local.cluster.Wait;
import org.spikelink.tools.models.ModelPublisher;
import org.spikelink.tools.models.ModelReference;
import org.spikelink.tools.models.Rollout;

/**
 * Models are rolled out through the registry while sensors send and processes of a real cluster are killed: what the job
 * has committed is, bit for bit, what the same batches give offline with changes at the recorded steps.
 */
@Tag("nightly")
class ModelRolloutIT {
    private static final int PARTITIONS = 4;
    private static final int SLOTS = 3;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SENSORS = Topics.defaults().sensors();

    /** Beginnings of the names of streams whose version cannot be loaded. */
    private static final String BAD_8 = "cam-1";

    private static final String BAD_9 = "cam-2";

    @TempDir private Path folder;

    private RolloutStreams streams;
    private BrokerProcess broker;
    private FlinkCluster cluster;
    private LongLivedJob job;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Timeout(1_200)
    void committedOutputIsThatOfTheRecordedChangesWhateverIsKilled(int parallelism)
            throws Exception {
        streams = new RolloutStreams(parallelism);
        String name = "ModelRolloutIT-" + parallelism;
        try (BrokerProcess kafka =
                BrokerProcess.start(
                        TestClusters.installation(),
                        TestClusters.folder(name + "-broker", folder.resolve("broker")),
                        FlinkConf.freePort(),
                        PARTITIONS,
                        Optional.empty())) {
            broker = kafka;
            createTopics();
            publish();
            publish();
            change(r -> r.activate(version(1), r.nowMs(), all()));
            try (FlinkCluster started =
                            TestClusters.start(
                                    TestClusters.folder(name, folder.resolve("cluster")),
                                    1,
                                    Map.of("taskmanager.numberOfTaskSlots", "" + SLOTS));
                    LongLivedJob following =
                            LongLivedJob.following(
                                    RolloutStreams.MODEL, broker.bootstrapServers(), folder)) {
                cluster = started;
                job = following;
                TestClusters.run(
                        cluster,
                        () -> {
                            activateTwiceAndKillATask(parallelism);
                            tryAVersionWhoseFileIsAwayAndKillTheBroker(4 - parallelism);
                            rescaleTheCanaryPromoteAndRollBack(parallelism);
                        });
            }
        }
    }

    /** Versions that cannot be loaded are planted in the registry; one of the streams is silent during a change. */
    private void activateTwiceAndKillATask(int parallelism) throws Exception {
        job.start(cluster, parallelism);
        job.awaitRunning();
        whileSending(
                true,
                () -> {
                    awaitSchedule(RolloutStreams.streams(true), Set.of(1));
                    publish();
                    change(r -> r.activate(version(2), r.nowMs(), all()));
                    change(r -> r.activate(version(3), r.nowMs(), all()));
                    plantBadVersions();
                    Set<String> good = RolloutStreams.streams(true);
                    good.removeIf(s -> s.startsWith(BAD_8) || s.startsWith(BAD_9));
                    awaitSchedule(good, Set.of(3));
                    killATaskManager();
                });
        awaitOutputsOfAll();
        Set<String> idle = modelsOf(RolloutStreams.IDLE);
        whileSending(
                false,
                () -> {
                    change(r -> r.activate(version(1), r.nowMs(), all()));
                    awaitSchedule(RolloutStreams.streams(false), Set.of(1));
                });
        awaitOutputsOfAll();
        assertThat(modelsOf(RolloutStreams.IDLE)).isEqualTo(idle).doesNotContain(id(4));
        publish(); // 4, which no rule names when the savepoint is taken
        job.stop();
    }

    private void tryAVersionWhoseFileIsAwayAndKillTheBroker(int parallelism) throws Exception {
        job.start(cluster, parallelism);
        job.awaitRunning();
        Path store = folder.resolve("store");
        Path away = folder.resolve("away");
        whileSending(
                true,
                () -> {
                    // A stream whose model is not loaded must wait for the store: none has 3 now.
                    awaitSchedule(RolloutStreams.streams(true), Set.of(1));
                    Files.move(store, away);
                    change(r -> r.canary(version(4), "50", r.nowMs(), false));
                    awaitNotLoaded(4);
                    Files.move(away, store);
                    broker.process().kill();
                    broker.start();
                    awaitSchedule(RolloutStreams.streams(true), Set.of(1, 4));
                    killATaskManager();
                });
        awaitOutputsOfAll();
        job.stop();
    }

    private void rescaleTheCanaryPromoteAndRollBack(int parallelism) throws Exception {
        job.start(cluster, parallelism);
        job.awaitRunning();
        whileSending(
                true,
                () -> {
                    Optional<String> canary = Optional.of("4");
                    change(r -> r.promote(RolloutStreams.MODEL, canary, r.nowMs()));
                    killATaskManager();
                    awaitSchedule(RolloutStreams.streams(true), Set.of(4));
                    change(r -> r.rollback(RolloutStreams.MODEL, Optional.empty()));
                    awaitSchedule(RolloutStreams.streams(true), Set.of(1));
                });
        List<SensorBatch> last = streams.last();
        try (PacedSender sender =
                new PacedSender(broker.bootstrapServers(), SENSORS, last, Duration.ofMillis(200))) {
            sender.await(LIMIT);
        }
        awaitOutputsOfAll();
        job.awaitCommitted(streams.expected(changes()));
        assertThat(changes().stream().map(ModelChanges.Change::model))
                .contains(id(1), id(3), id(4))
                .doesNotContain(id(8), id(9));
        assertThat(changes().stream().filter(c -> c.step() > 0)).hasSizeGreaterThan(30);
    }

    /** Sensors send at an even pace from before the steps until after them. */
    private void whileSending(boolean withIdle, TestClusters.Steps steps) throws Exception {
        try (RollingSender sender =
                new RollingSender(
                        broker.bootstrapServers(), SENSORS, () -> streams.turn(withIdle))) {
            steps.run();
            sender.end();
        }
    }

    /** Waits for the outputs of all that was sent: then the changes are complete, too. */
    private void awaitOutputsOfAll() throws Exception {
        Wait.until(
                "the outputs of all that was sent",
                LIMIT,
                () -> streams.expected(changes()).missingIn(job.readOn()).isEmpty());
    }

    private Set<ModelChanges.Change> changes() throws MalformedRecordException {
        return new HashSet<>(job.readOn().changes());
    }

    private Set<String> modelsOf(String stream) throws MalformedRecordException {
        return changes().stream()
                .filter(c -> c.stream().equals(stream))
                .map(ModelChanges.Change::model)
                .collect(Collectors.toSet());
    }

    /**
     * Waits until the newest output of each of these streams is of the version that the schedule gives it.
     *
     * @param versions those of the schedule for these streams
     */
    private void awaitSchedule(Set<String> of, Set<Integer> versions) throws Exception {
        Map<String, String> scheduled = scheduled(of);
        assertThat(scheduled.values())
                .hasSameElementsAs(versions.stream().map(ModelRolloutIT::id).toList());
        Wait.until(
                () -> "outputs of " + scheduled,
                LIMIT,
                () -> {
                    Outputs read = job.readOn();
                    return of.stream().allMatch(s -> scheduled.get(s).equals(read.newestModel(s)));
                });
    }

    /** Waits until a task has logged that it could not load a version. */
    private void awaitNotLoaded(int version) throws Exception {
        String line = "event=model_not_loaded model=" + id(version) + " ";
        Wait.until(
                () -> line,
                LIMIT,
                () -> {
                    for (ClusterProcess taskManager : cluster.taskManagers()) {
                        if (Files.readString(taskManager.log()).contains(line)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private Map<String, String> scheduled(Set<String> of) throws InterruptedException {
        try (RegistryWriter writer = writer()) {
            ModelSchedule schedule = writer.registry().scheduleOf(RolloutStreams.MODEL);
            long nowMs = System.currentTimeMillis();
            return of.stream()
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    s -> schedule.activeFor(s, nowMs).orElseThrow().id()));
        }
    }

    private void killATaskManager() throws Exception {
        long sinceMs = System.currentTimeMillis();
        ClusterProcess first = cluster.taskManagers().get(0);
        first.kill();
        cluster.startTaskManager();
        job.awaitRestart(sinceMs);
    }

    private void createTopics() throws Exception {
        Topics outputs = LongLivedJob.topics("heap");
        kafka().createTopics(
                        PARTITIONS,
                        outputs.sensors(),
                        outputs.spikes(),
                        outputs.classes(),
                        outputs.rejected());
    }

    private KafkaCluster kafka() {
        return KafkaCluster.at(broker.bootstrapServers());
    }

    private static StreamSelector all() {
        return new StreamSelector.All();
    }

    private static ModelReference version(int number) {
        return new ModelReference(RolloutStreams.MODEL, Integer.toString(number));
    }

    private static String id(int version) {
        return RolloutStreams.MODEL + "/" + version;
    }

    /** Publishes another version, and deletes the file that it was published from. */
    private void publish() throws Exception {
        Path file = folder.resolve("new.safetensors");
        ModelFile.write(streams.newVersion(), file);
        try (RegistryWriter writer = writer()) {
            new ModelPublisher(
                            writer,
                            folder.resolve("store").toUri().toString(),
                            System.currentTimeMillis())
                    .publish(file);
        }
        Files.delete(file);
    }

    private void change(Function<Rollout, Rollout.Change> change) throws Exception {
        try (RegistryWriter writer = writer()) {
            Rollout rollout = new Rollout(writer.registry(), System.currentTimeMillis());
            writer.write(change.apply(rollout).schedule());
        }
    }

    private RegistryWriter writer() throws InterruptedException {
        return new RegistryWriter(kafka(), RegistryReader.TOPIC);
    }

    /** Garbage, a version whose file is garbage, and one whose file is that of another model. */
    private void plantBadVersions() throws Exception {
        byte[] garbage = {1, 2, 3, 4};
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (String key : List.of(RolloutStreams.MODEL, RolloutStreams.MODEL + "@3")) {
                producer.send(
                                new ProducerRecord<>(
                                        RegistryReader.TOPIC, key.getBytes(UTF_8), garbage))
                        .get();
            }
        }
        plant(8, garbage);
        change(r -> r.activate(version(8), r.nowMs(), StreamSelector.parse("prefix:" + BAD_8)));
        awaitNotLoaded(8);
        plant(9, ModelFile.bytes(streams.newestVersion()));
        change(r -> r.activate(version(9), r.nowMs(), StreamSelector.parse("prefix:" + BAD_9)));
        awaitNotLoaded(9);
    }

    private void plant(int version, byte[] content) throws IOException, InterruptedException {
        String sha256 = Integer.toString(version).repeat(64);
        Path file = Files.write(folder.resolve("store").resolve(sha256 + ".safetensors"), content);
        try (RegistryWriter writer = writer()) {
            writer.write(
                    new PublishedModel(
                            new ModelVersion(
                                    RolloutStreams.MODEL,
                                    Integer.toString(version),
                                    sha256,
                                    file.toUri().toString()),
                            content.length,
                            1,
                            PublishedModel.ARITHMETIC,
                            ModelJsonWriter.write(streams.newestVersion().document()).toString()));
        }
    }
}
