package org.spikelink.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import org.spikelink.connectors.kafka.Delivery;
import org.spikelink.connectors.kafka.OutputFormat;
import org.spikelink.connectors.kafka.SinkOptions;
import org.spikelink.connectors.kafka.SourceOptions;
import org.spikelink.connectors.kafka.StartFrom;
import org.spikelink.connectors.kafka.Topics;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.broker.BrokerOptions;
import org.spikelink.jobs.broker.LocalBroker;
import org.spikelink.jobs.classify.ClassifyOptions;
import org.spikelink.jobs.classify.FlinkOptions;
import org.spikelink.jobs.demo.Demo;
import org.spikelink.jobs.demo.DemoReport;
import org.spikelink.jobs.demo.Gestures;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.local.JobFailedException;
import org.spikelink.jobs.local.LocalJob;
import org.spikelink.operators.BundleOptions;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Broker, job and replay in this process: sends recordings through Kafka and Flink at full speed and tells"
                    + " what was right and how fast it was.",
            "Without options: simulated gestures, and the model for them that ships with Spikelink.",
            "Fails if anything was lost, or differs from evaluate in a single bit."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int PARTITIONS = 4;
    private static final long SEED = 1;
    private static final StepperOptions STEPPER = StepperOptions.DEFAULTS;

    @ArgGroup(exclusive = false)
    private Own own;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "of the simulated gestures (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "take only so many recordings, spread over all classes")
    private Integer limit;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "of the job (default: one a core)")
    private Integer parallelism;

    @Spec private CommandSpec spec;

    /** What someone brings along. */
    static final class Own {
        @Option(names = "--model", required = true, description = "model file (.safetensors)")
        private Path model;

        @Option(
                names = "--recordings",
                required = true,
                description = "recording, or folder of recordings")
        private Path recordings;
    }

    @Override
    public Integer call() throws Exception {
        checkOptions();
        CtrlC ctrlC = CtrlC.runs(Thread.currentThread()::interrupt);
        Path scratch = Files.createTempDirectory("spikelink-demo");
        try {
            Model model = own == null ? Gestures.model() : Models.read(own.model, spec);
            Path recordings = own == null ? simulated(scratch) : own.recordings;
            return run(model, limited(RecordingSet.of(recordings).labelledBy(model)), scratch);
        } finally {
            TemporaryFolder.delete(scratch);
            ctrlC.finished();
        }
    }

    private Path simulated(Path scratch) {
        Path folder = scratch.resolve("gestures");
        try (ReplayProgress progress = ReplayProgress.onTerminal("simulate", Gestures.RECORDINGS)) {
            Gestures.simulate(folder, seed, progress::step);
        }
        spec.commandLine()
                .getOut()
                .println("simulated gestures, seed %d, and the model for them".formatted(seed));
        return folder;
    }

    private int run(Model model, List<Recording> files, Path scratch) throws Exception {
        try (LocalBroker broker = broker()) {
            Topics topics = Topics.defaults();
            broker.createTopics(
                    PARTITIONS,
                    topics.sensors(),
                    topics.spikes(),
                    topics.classes(),
                    topics.rejected());
            ClassifyOptions options =
                    options(broker.bootstrapServers(), topics).withCheckpointsIn(scratch);
            try (LocalJob job = LocalJob.start(ModelFile.bytes(model), options)) {
                return run(job, model, broker.bootstrapServers(), topics, files);
            } catch (JobFailedException e) {
                throw new CommandException("the job failed: " + e.getMessage(), e);
            } catch (InterruptedException | InterruptException e) {
                throw new CommandException("interrupted", e);
            }
        }
    }

    private void checkOptions() {
        try {
            FlinkOptions.usual(Optional.ofNullable(parallelism));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "limit must be at least 1 (got " + limit + ")");
        }
    }

    private int run(
            LocalJob job,
            Model model,
            String bootstrapServers,
            Topics topics,
            List<Recording> files)
            throws InterruptedException, JobFailedException {
        DemoReport report;
        try (ReplayProgress progress = ReplayProgress.onTerminal("replay", files.size())) {
            report = new Demo(model, STEPPER, bootstrapServers, topics, progress).run(job, files);
        }
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        return report.isWhole() ? 0 : 1;
    }

    /** The first of the recordings in an order that mixes their folders, the same each time. */
    private List<Recording> limited(List<Recording> files) {
        if (limit == null || limit >= files.size()) {
            return files;
        }
        List<Recording> mixed = new ArrayList<>(files);
        Collections.shuffle(mixed, new Random(SEED));
        return mixed.subList(0, limit);
    }

    private static LocalBroker broker() {
        try {
            return LocalBroker.start(BrokerOptions.temporary());
        } catch (IOException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private ClassifyOptions options(String bootstrapServers, Topics topics) {
        String name = "spikelink-demo";
        Properties none = new Properties();
        return new ClassifyOptions(
                name,
                new SourceOptions(
                        bootstrapServers, topics.sensors(), name, new StartFrom.Earliest(), none),
                new SinkOptions(
                        bootstrapServers,
                        topics,
                        OutputFormat.PROTOBUF,
                        Delivery.AT_LEAST_ONCE,
                        name,
                        none),
                STEPPER,
                BundleOptions.DEFAULTS,
                FlinkOptions.usual(Optional.ofNullable(parallelism)));
    }
}
