package org.spikelink.tests.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.spikelink.classify.ClassifyOptions;
import org.spikelink.classify.FlinkOptions.StateBackend;
import org.spikelink.classify.FlinkUri;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.local.broker.LocalBroker;

/** Runs the job of this commit and keeps a savepoint of it. */
final class KeptSavepointWriter {
    private KeptSavepointWriter() {}

    /** Writes that of {@code job}, whose own files go to {@code scratch}. */
    static void write(SmallJob job, Path scratch) throws Exception {
        KeptSavepoint kept = KeptSavepoint.current(job);
        Model model = job.model();
        SmallSensors sensors = job.sensors();
        JobRun run = KeptSavepoint.run(2, StateBackend.HEAP);
        try (LocalBroker broker = KeptSavepoint.startBroker(run.topics())) {
            String savepoint = stopInTheMiddle(kept, run, model, sensors, broker, scratch);
            Files.createDirectories(kept.folder());
            Files.move(Path.of(URI.create(savepoint)), kept.savepoint());
        }
        ModelFile.write(model, kept.model());
        SensorRecords.write(
                kept.before(), SensorRecords.of(KeptSavepoint.SENSORS, sensors.before()));
        SensorRecords.write(kept.after(), SensorRecords.of(KeptSavepoint.SENSORS, sensors.after()));
        Outputs outputs =
                Workload.expected(sensors.before(), sensors.after(), model, kept.stepper());
        Files.write(kept.outputs(), outputs.lines(), UTF_8);
    }

    /** When all outputs are committed: transactions to finish could be finished on this broker only. */
    private static String stopInTheMiddle(
            KeptSavepoint kept,
            JobRun run,
            Model model,
            SmallSensors sensors,
            LocalBroker broker,
            Path scratch)
            throws Exception {
        KafkaClient kafka = new KafkaClient(broker.bootstrapServers());
        kafka.sendRecords(SensorRecords.of(KeptSavepoint.SENSORS, sensors.before()));
        Outputs before = Workload.expected(sensors.before(), model, kept.stepper());
        ClassifyOptions options =
                run.options(
                        broker.bootstrapServers(),
                        kept.stepper(),
                        scratch.resolve("checkpoints"),
                        Optional.empty());
        try (TestJob job = TestJob.start(model, options, withoutPlaces())) {
            kafka.read(run.topics(), before.stepCount(), before.classCount());
            return job.stopWithSavepoint(FlinkUri.of(scratch.resolve("savepoints")));
        }
    }

    /**
     * State in files of its own is named relative to the savepoint; what is small enough to be put with the metadata,
     * absolutely.
     */
    private static Configuration withoutPlaces() {
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        return flink;
    }
}
