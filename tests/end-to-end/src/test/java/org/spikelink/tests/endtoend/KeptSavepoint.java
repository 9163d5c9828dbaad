package org.spikelink.tests.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.SensorBatchDecoder;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Origin;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;

/**
 * A savepoint of the whole job that some commit wrote, with all that it takes to go on from it: the model, what
 * sensors sent before and after, and what the job must write of the latter. Never written again.
 *
 * @param folder that holds them
 */
record KeptSavepoint(Path folder) {
    static final String SENSORS = "sensors";

    /** Begins the label of those whose job measures the health of sensors. */
    static final String HEALTH = "health-";

    /** Offsets are in the savepoint, so the partitions must stay. */
    static final int PARTITIONS = 2;

    private static final Path ALL = Path.of("src", "test", "resources", "savepoints");

    /** All that are kept. */
    static List<KeptSavepoint> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.sorted().map(KeptSavepoint::new).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KeptSavepoint named(String name) {
        return new KeptSavepoint(ALL.resolve(name));
    }

    /** Where the one of {@code job} in today's {@link StreamStateFormat} belongs. */
    static KeptSavepoint current(SmallJob job) {
        return new KeptSavepoint(ALL.resolve("state-format-" + job.format() + "-" + job.label()));
    }

    /** Whether it is in today's format. */
    boolean isCurrent() {
        return Arrays.stream(SmallJob.values()).map(KeptSavepoint::current).anyMatch(this::equals);
    }

    /** How the job runs: its name is in the sink's state. */
    static JobRun run(int parallelism, StateBackend backend) {
        return new JobRun("kept", SENSORS, parallelism, 4, backend, Delivery.EXACTLY_ONCE);
    }

    /** A broker with the job's topics. What sensors sent is old, and must not be deleted for that. */
    static LocalBroker startBroker(Topics topics) throws Exception {
        LocalBroker broker = LocalBroker.start(BrokerOptions.temporary());
        new KafkaClient(broker.bootstrapServers()).createTopicOfOldRecords(SENSORS, PARTITIONS);
        broker.kafka()
                .createTopics(
                        PARTITIONS,
                        SENSORS,
                        topics.spikes(),
                        topics.classes(),
                        topics.rejected(),
                        topics.health());
        return broker;
    }

    /** How the job steps streams. */
    StepperOptions stepper() {
        StepperOptions all = StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);
        return toString().contains("-" + HEALTH) ? all.with(HealthLimits.DEFAULTS) : all;
    }

    Path savepoint() {
        return folder.resolve("savepoint");
    }

    Path model() {
        return folder.resolve("model.safetensors");
    }

    Path before() {
        return folder.resolve("before.records");
    }

    Path after() {
        return folder.resolve("after.records");
    }

    /** Lines of {@link Outputs} from the savepoint on. */
    Path outputs() {
        return folder.resolve("outputs.txt");
    }

    Model readModel() {
        return ModelFile.read(model());
    }

    static List<ProducerRecord<byte[], byte[]>> records(Path file) throws IOException {
        return SensorRecords.read(file, SENSORS);
    }

    /** The batches that records hold. */
    static List<SensorBatch> batches(Path file) throws Exception {
        List<SensorBatch> batches = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records(file)) {
            Origin origin = new Origin(SENSORS, 0, 0, record.timestamp());
            batches.add(
                    (SensorBatch) SensorBatchDecoder.decode(record.key(), record.value(), origin));
        }
        return batches;
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
