package org.spikelink.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.spikelink.classify.FlinkOptions;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.cli.model.Models;
import org.spikelink.cli.sensors.ReplayProgress;
import org.spikelink.connectors.kafka.client.KafkaCluster;
import org.spikelink.connectors.kafka.client.Topics;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.kafka.registry.RegistryReader;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.RecordingSet;
import org.spikelink.local.process.ProcessFolder;
import org.spikelink.tools.demo.DemoReport;
import org.spikelink.tools.demo.Gestures;
import org.spikelink.tools.demo.LiveDemo;
import org.spikelink.tools.demo.LocalDemo;
import org.spikelink.viewer.ViewerOptions;
import org.spikelink.viewer.ViewerServer;
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
            "Runs broker, job and replay in this process: sends recordings through Kafka and Flink at full speed, and reports"
                    + " accuracy, throughput and latency.",
            "Without options it uses simulated gestures and the gesture model that ships with Spikelink.",
            "Fails if an output is lost or differs from evaluate in a single bit.",
            "With --view it replays the recordings at sensor speed in a loop and serves the live page until Ctrl-C."
        })
public final class DemoCommand implements Callable<Integer> {
    /** Recordings that a live page shows, unless --limit says otherwise. */
    private static final int AT_ONCE = 24;

    @ArgGroup(exclusive = false)
    private Own own;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "2026",
            description = "random seed of the simulated gestures (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "use only N recordings, chosen at random from all classes")
    private Integer limit;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "parallelism of the job (default: number of cores)")
    private Integer parallelism;

    @Option(
            names = "--view",
            arity = "0..1",
            paramLabel = "PORT",
            fallbackValue = "8090",
            description =
                    "replay at sensor speed in a loop and serve the live page at this port (default:"
                            + " ${FALLBACK-VALUE}; 0 for any free port)")
    private Integer viewPort;

    @Spec private CommandSpec spec;

    /** The user's own model and recordings. */
    static final class Own {
        @Option(
                names = "--model",
                paramLabel = "FILE",
                required = true,
                description = "model file (.safetensors)")
        private Path model;

        @Option(
                names = "--recordings",
                paramLabel = "PATH",
                required = true,
                description = "recording, or folder of recordings")
        private Path recordings;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        CtrlC ctrlC = CtrlC.runs(Thread.currentThread()::interrupt);
        Path scratch = ProcessFolder.subfolder("demo");
        try {
            Model model = own == null ? Gestures.model() : Models.read(own.model, spec);
            Path recordings = own == null ? simulated(scratch) : own.recordings;
            List<Recording> files = RecordingSet.of(recordings).labelledBy(model);
            if (viewPort != null) {
                return view(new LiveDemo(model, Optional.ofNullable(parallelism), scratch), files);
            }
            return run(new LocalDemo(model, Optional.ofNullable(parallelism), scratch), files);
        } finally {
            ProcessFolder.delete(scratch);
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
                .println("simulated gestures, seed %d, with the gesture model".formatted(seed));
        return folder;
    }

    private int view(LiveDemo demo, List<Recording> all) {
        AtomicReference<ViewerServer> viewer = new AtomicReference<>();
        try {
            demo.run(
                    LocalDemo.sample(all, limit == null ? AT_ONCE : limit),
                    kafka -> viewer.set(serve(kafka)));
        } finally {
            if (viewer.get() != null) {
                viewer.get().close();
            }
        }
        return 0;
    }

    private ViewerServer serve(KafkaCluster kafka) {
        ViewerServer viewer =
                ViewerServer.start(
                        new ViewerOptions(
                                kafka,
                                Topics.defaults(),
                                RegistryReader.TOPIC,
                                InputFormat.PROTOBUF,
                                ViewerOptions.LOOPBACK,
                                viewPort),
                        spec.commandLine().getErr()::println);
        spec.commandLine()
                .getOut()
                .println("the live page is at " + viewer.uri() + "; stop with Ctrl-C");
        spec.commandLine().getOut().flush();
        return viewer;
    }

    private int run(LocalDemo demo, List<Recording> all) {
        List<Recording> files = limit == null ? all : LocalDemo.sample(all, limit);
        DemoReport report;
        try (ReplayProgress progress = ReplayProgress.onTerminal("replay", files.size())) {
            report = demo.run(files, progress);
        }
        spec.commandLine().getOut().print(report.text());
        spec.commandLine().getOut().flush();
        return report.isWhole() ? 0 : 1;
    }

    private void checkOptions() {
        try {
            FlinkOptions.defaults(Optional.ofNullable(parallelism));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (limit != null && limit < 1) {
            throw new ParameterException(
                    spec.commandLine(), "limit must be at least 1 (got " + limit + ")");
        }
    }
}
