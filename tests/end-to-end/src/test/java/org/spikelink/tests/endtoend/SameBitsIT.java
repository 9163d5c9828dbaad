package org.spikelink.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.connectors.kafka.flink.Delivery;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.core.record.Classification;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.evaluation.Prediction;
import org.spikelink.evaluation.RecordingEvaluator;
import org.spikelink.local.broker.BrokerOptions;
import org.spikelink.local.broker.LocalBroker;
import org.spikelink.local.job.LocalJob;

/** A hundred real recordings through a real broker and the job: whatever its shape, every bit is evaluate's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SameBitsIT {
    private static final int RECORDINGS = 100;
    private static final int PARTITIONS = 4;
    private static final long WINDOW_US = 300_000;
    private static final String SENSORS = "nmnist.sensors";
    private static final StepperOptions ALL_SPIKES =
            StepperOptions.DEFAULTS.with(StepperOptions.Spikes.ALL);

    private Model model;
    private Model deciding;
    private Workload workload;
    private Outputs expected;
    private LocalBroker broker;
    private KafkaClient kafka;

    @BeforeAll
    void sendRecordings() throws Exception {
        model = SharedData.nmnistModel();
        workload = Workload.nmnist(RECORDINGS);
        deciding = withEarlyDecisions(model);
        expected = workload.expected(deciding, ALL_SPIKES);
        broker = LocalBroker.start(BrokerOptions.temporary());
        broker.kafka().createTopics(PARTITIONS, SENSORS);
        kafka = new KafkaClient(broker.bootstrapServers());
        kafka.send(SENSORS, workload.batches());
    }

    /** Calibrated, with windows that end early and windows without an answer. */
    private static Model withEarlyDecisions(Model model) {
        var document = model.document();
        return ModelFile.of(
                document.with(
                        document.readout().withTemperature(4),
                        document.decision().with(0.85, new DecisionSpec.Early(0.9, 2))),
                model.weights());
    }

    @AfterAll
    void stopBroker() {
        if (broker != null) {
            broker.close();
        }
    }

    @ParameterizedTest(name = "parallelism {0}, bundles of {1}, {2}")
    @CsvSource({
        "1, 1, HEAP",
        "1, 256, HEAP",
        "3, 1, HEAP",
        "3, 256, HEAP",
        "1, 1, ROCKSDB",
        "1, 256, ROCKSDB",
        "3, 1, ROCKSDB",
        "3, 256, ROCKSDB"
    })
    void everySpikeAndClassOnKafkaIsTheOneThatEvaluateGives(
            int parallelism, int bundle, StateBackend backend, @TempDir Path checkpoints)
            throws Exception {
        String name = "nmnist-" + parallelism + "-" + bundle + "-" + backend;
        JobRun run =
                new JobRun(name, SENSORS, parallelism, bundle, backend, Delivery.AT_LEAST_ONCE);

        Outputs outputs = run(run, checkpoints);

        assertThat(outputs.steps()).isEqualTo(expected.steps());
        assertThat(outputs.classes()).isEqualTo(expected.classes());
    }

    private Outputs run(JobRun run, Path checkpoints) throws Exception {
        var topics = run.topics();
        broker.kafka()
                .createTopics(PARTITIONS, topics.spikes(), topics.classes(), topics.rejected());
        var options =
                run.options(broker.bootstrapServers(), ALL_SPIKES, checkpoints, Optional.empty());
        try (LocalJob job = LocalJob.start(ModelFile.bytes(deciding), options)) {
            Outputs outputs = kafka.read(topics, expected.stepCount(), expected.classCount());
            assertThat(job.isRunning()).isTrue();
            return outputs;
        }
    }

    @Test
    void classesAndSpikeCountsAreThoseThatPyTorchComputed() throws IOException {
        Map<String, String[]> truth = expectedFile();
        RecordingEvaluator evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, 10_000);
        int sameClass = 0;
        int exempt = 0;
        for (var recording : workload.recordings()) {
            Prediction prediction = evaluator.evaluate(recording);
            String[] row = truth.get("train/" + recording.name());
            sameClass += prediction.predictedLabel().equals(row[2]) ? 1 : 0;
            if (Float.parseFloat(row[5]) > 3e-6f) {
                assertThat(prediction.spikesLayer1()).as(row[0]).isEqualTo(Long.parseLong(row[3]));
                assertThat(counts(prediction.scores())).as(row[0]).isEqualTo(row[4]);
            } else {
                exempt++;
            }
        }
        assertThat(sameClass).isGreaterThanOrEqualTo((int) Math.ceil(0.995 * RECORDINGS));
        assertThat(exempt).as("recordings with a near tie").isLessThan(RECORDINGS / 5);
    }

    @Test
    void eachRecordingIsClassifiedOnceAndFinally() {
        assertThat(expected.classifications())
                .hasSize(RECORDINGS)
                .allMatch(Classification::isFinal)
                .anyMatch(found -> found.windowEndUs() - found.windowStartUs() < WINDOW_US)
                .anyMatch(found -> !found.isAnswered());
    }

    private static Map<String, String[]> expectedFile() throws IOException {
        Map<String, String[]> rows = new HashMap<>();
        for (String line : Files.readAllLines(SharedData.path("models/nmnist-128.expected.tsv"))) {
            String[] row = line.split("\t");
            rows.put(row[0], row);
        }
        return rows;
    }

    private static String counts(float[] scores) {
        List<String> counts = new ArrayList<>();
        for (float score : scores) {
            counts.add(Integer.toString((int) score));
        }
        return String.join(",", counts);
    }
}
