package org.spikelink.cli.sensors;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.SensorsTopicArguments;
import org.spikelink.cli.arguments.StrictArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.evaluation.RecordingSet;
import org.spikelink.sensors.play.ReplayOptions;
import org.spikelink.sensors.play.ReplayResult;
import org.spikelink.sensors.play.SensorPlayer;
import org.spikelink.sensors.play.Speed;
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
            "Sends recordings to Kafka at sensor speed, each as a separate stream.",
            "A stream's name is the recording's path relative to the given folder; for a series it is the file and the"
                    + " number in it. The recording's label is sent in the record header label: the name of its parent"
                    + " folder, or the label in the file or list."
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "recordings, files of series, folders of these, or lists of these (.csv: file,label)")
    private List<Path> paths;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private SensorsTopicArguments target = new SensorsTopicArguments();

    @Option(
            names = "--speed",
            paramLabel = "1.0|max",
            converter = OfSpeed.class,
            defaultValue = "1.0",
            description =
                    "seconds of sensor time per second, or max for as fast as possible (default: ${DEFAULT-VALUE})")
    private Speed speed;

    @Option(
            names = "--batch-us",
            paramLabel = "N",
            defaultValue = "" + CutOptions.DEFAULT_BATCH_US,
            description =
                    "sensor time per event batch in µs, as in evaluate (default: ${DEFAULT-VALUE})")
    private long batchUs;

    @Option(
            names = "--period-us",
            paramLabel = "N",
            defaultValue = "" + PlayOptions.DEFAULT_PERIOD_US,
            description =
                    "time between the samples of a series in µs, the same as the model's (default: ${DEFAULT-VALUE})")
    private long periodUs;

    @Option(
            names = "--loop",
            description = "play each recording again when it ends, as a new session, until Ctrl-C")
    private boolean loop;

    @Option(
            names = "--streams-at-once",
            paramLabel = "N",
            description =
                    "number of recordings played at the same time (default: 1000; 64 with --speed max)")
    private Integer streamsAtOnce;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private StrictArguments strict = new StrictArguments();

    @Option(
            names = "--recording-topic",
            paramLabel = "NAME",
            description = "topic of the events in a ROS bag or MCAP file, if it has several")
    private String recordingTopic;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ReplayOptions options = options();
        List<Recording> files = new ArrayList<>();
        OpenOptions open = strict.with(opening.options(sensor.sensor(), recordingTopic));
        for (Path path : paths) {
            RecordingSet set = RecordingSet.of(path, open);
            set.skippedNotice().ifPresent(spec.commandLine().getErr()::println);
            files.addAll(set.withParentLabels());
        }
        SensorPlayer replayer = new SensorPlayer(options);
        CtrlC ctrlC = CtrlC.runs(replayer::cancel);
        try {
            ReplayResult result = replay(replayer, files);
            spec.commandLine().getOut().println(ReplaySummary.of(result, "recordings"));
            spec.commandLine().getOut().flush();
        } finally {
            ctrlC.finished();
        }
        return 0;
    }

    private ReplayResult replay(SensorPlayer replayer, List<Recording> files)
            throws InterruptedException {
        int takes = loop ? ReplayProgress.UNKNOWN : files.size();
        try (ReplayProgress progress = ReplayProgress.onTerminal("replay", takes)) {
            return replayer.run(files, progress);
        }
    }

    private ReplayOptions options() {
        try {
            return new ReplayOptions(
                    broker.kafka(),
                    target.topic(),
                    target.createTopics(),
                    speed,
                    batchUs,
                    periodUs,
                    loop,
                    streamsAtOnce == null
                            ? ReplayOptions.defaultStreamsAtOnce(speed)
                            : streamsAtOnce,
                    broker.giveUpAfter());
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
