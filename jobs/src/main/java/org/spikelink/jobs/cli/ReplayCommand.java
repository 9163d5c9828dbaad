package org.spikelink.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.PlayOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.jobs.errors.CommandException;
import org.spikelink.jobs.replay.ReplayException;
import org.spikelink.jobs.replay.ReplayOptions;
import org.spikelink.jobs.replay.ReplayResult;
import org.spikelink.jobs.replay.Replayer;
import org.spikelink.jobs.replay.Speed;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code spikelink replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays recordings into Kafka at sensor speed, each as a stream of its own.",
            "A stream is named by the recording's path below the folder given, a series by its file and number; the name"
                    + " of the folder around a recording, or a series' label, goes into the record header label."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "recordings, files of series, or folders or lists (.csv: file,label) of them")
    private List<Path> paths;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private SensorsTopicArguments target = new SensorsTopicArguments();

    @Option(
            names = "--speed",
            paramLabel = "1.0|max",
            converter = OfSpeed.class,
            defaultValue = "1.0",
            description =
                    "seconds of sensor time a second, or max: as fast as the broker takes it (default:"
                            + " ${DEFAULT-VALUE})")
    private Speed speed;

    @Option(
            names = "--batch-us",
            paramLabel = "N",
            defaultValue = "" + CutOptions.DEFAULT_BATCH_US,
            description =
                    "sensor time of one event batch, as in evaluate (default: ${DEFAULT-VALUE})")
    private long batchUs;

    @Option(
            names = "--period-us",
            paramLabel = "N",
            defaultValue = "" + PlayOptions.DEFAULT_PERIOD_US,
            description =
                    "time between the samples of a series, as the model has it (default: ${DEFAULT-VALUE})")
    private long periodUs;

    @Option(
            names = "--loop",
            description = "play each recording again when it ends, as a new session, until Ctrl-C")
    private boolean loop;

    @Option(
            names = "--streams-at-once",
            paramLabel = "N",
            description =
                    "recordings that play at the same time; others wait (default: 1000, with --speed max 64)")
    private Integer streamsAtOnce;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ReplayOptions options = options();
        List<Recording> files = new ArrayList<>();
        paths.forEach(path -> files.addAll(RecordingSet.of(path).files()));
        Replayer replayer = new Replayer(options);
        CtrlC ctrlC = CtrlC.runs(replayer::cancel);
        try {
            ReplayResult result = replay(replayer, files);
            spec.commandLine().getOut().println(ReplaySummary.of(result, "recordings"));
            spec.commandLine().getOut().flush();
        } catch (ReplayException e) {
            throw new CommandException(e.getMessage(), e);
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private ReplayResult replay(Replayer replayer, List<Recording> files)
            throws InterruptedException {
        int takes = loop ? ReplayProgress.UNKNOWN : files.size();
        try (ReplayProgress progress = ReplayProgress.onTerminal("replay", takes)) {
            return replayer.run(files, progress);
        }
    }

    private ReplayOptions options() {
        try {
            return new ReplayOptions(
                    broker.bootstrapServers(),
                    target.topic(),
                    target.createTopics(),
                    speed,
                    batchUs,
                    periodUs,
                    loop,
                    streamsAtOnce == null ? ReplayOptions.usualStreamsAtOnce(speed) : streamsAtOnce,
                    broker.giveUpAfter(),
                    broker.kafkaProperties());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** See {@link Speed#parse}. */
    static final class OfSpeed implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String text) {
            try {
                return Speed.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
