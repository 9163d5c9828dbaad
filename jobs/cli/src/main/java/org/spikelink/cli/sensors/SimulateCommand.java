package org.spikelink.cli.sensors;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.spikelink.classify.Converters;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.arguments.SensorsTopicArguments;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.record.SensorBatch;
import org.spikelink.sensors.play.ReplayListener;
import org.spikelink.sensors.play.ReplayOptions;
import org.spikelink.sensors.play.ReplayResult;
import org.spikelink.sensors.play.SensorPlayer;
import org.spikelink.sensors.play.Speed;
import org.spikelink.sensors.simulate.Gesture;
import org.spikelink.sensors.simulate.SimulateOptions;
import org.spikelink.sensors.simulate.SimulatedFolder;
import org.spikelink.sensors.simulate.SimulatedSensor;
import org.spikelink.sensors.simulate.Variety;
import org.spikelink.tools.inspect.EventPicture;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Simulates event cameras that watch gestures. The events are written to a folder as recordings, or sent to Kafka"
                    + " at sensor speed with one session per gesture and the gesture's name in the record header label.",
            "The same seed gives the same events."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final String ALL = "gestures";
    private static final int MAX_PREVIEW_EVENTS = 1_000_000;

    @Option(
            names = "--scene",
            paramLabel = "gestures|G,G,...",
            defaultValue = ALL,
            description =
                    "what the cameras watch: all gestures in turn, or the named ones (default: ${DEFAULT-VALUE})")
    private String scene;

    @Option(
            names = "--sensors",
            paramLabel = "N",
            defaultValue = "1",
            description = "number of cameras (default: ${DEFAULT-VALUE})")
    private int sensors;

    @Option(
            names = "--gestures",
            paramLabel = "N",
            description =
                    "number of gestures per camera (default: 1 with --out; with Kafka no limit)")
    private Integer gestures;

    @Option(
            names = "--variety",
            paramLabel = "usual|hard",
            defaultValue = "usual",
            description =
                    "how much gestures differ; hard: twice the range of place, size, speed, direction and extent, a background of"
                            + " fine stripes, and in half of the recordings a second hand that only sways (default:"
                            + " ${DEFAULT-VALUE})")
    private Variety variety;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "random seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @ArgGroup(exclusive = true)
    private Target target = new Target();

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private SensorsTopicArguments sensorsTopic = new SensorsTopicArguments();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = Converters.OfDuration.class,
            description =
                    "with Kafka: stop after this time, such as 30s (default: run until Ctrl-C)")
    private Duration duration;

    @Mixin private CameraArguments camera = new CameraArguments();

    @Spec private CommandSpec spec;

    /** Destinations other than Kafka. */
    static final class Target {
        @Option(
                names = "--out",
                paramLabel = "DIR",
                description =
                        "write recordings DIR/LABEL/SENSOR-GESTURE.dat; DIR must be new or empty")
        private Path out;

        @Option(names = "--preview", description = "plot the events of each gesture as text")
        private boolean preview;
    }

    @Override
    public Integer call() throws InterruptedException {
        checkTarget();
        SimulateOptions options = options();
        if (target.out != null) {
            write(options);
        } else if (target.preview) {
            preview(options);
        } else {
            send(options);
        }
        spec.commandLine().getOut().flush();
        return 0;
    }

    private void checkTarget() {
        boolean elsewhere = target.out != null || target.preview;
        if (elsewhere ? broker.isGiven() : !broker.isKnown()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "one of --out, --preview and --bootstrap-servers must be given (got "
                            + (elsewhere ? "two" : "none")
                            + ")");
        }
    }

    private SimulateOptions options() {
        try {
            if (gestures != null && gestures < 1) {
                throw new IllegalArgumentException(
                        "gestures must be at least 1 (got " + gestures + ")");
            }
            List<Gesture> watched =
                    scene.equals(ALL)
                            ? List.of(Gesture.values())
                            : Arrays.stream(scene.split(",", -1)).map(Gesture::of).toList();
            return new SimulateOptions(watched, sensors, camera.options(), variety, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void write(SimulateOptions options) {
        int each = gestures == null ? 1 : gestures;
        long startNs = System.nanoTime();
        try (ReplayProgress progress =
                ReplayProgress.onTerminal("simulate", Math.multiplyExact(sensors, each))) {
            SimulatedFolder.write(target.out, options, each, progress::step);
        }
        spec.commandLine()
                .getOut()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%d recordings of %d gestures written in %.1f s",
                                sensors * each,
                                options.gestures().size(),
                                (System.nanoTime() - startNs) / 1e9));
    }

    private void preview(SimulateOptions options) {
        PrintWriter out = spec.commandLine().getOut();
        for (int n = 0; n < (gestures == null ? options.gestures().size() : gestures); n++) {
            SimulatedSensor sensor = new SimulatedSensor(0, options, 1);
            try (EventDecoder events = sensor.recording(n)) {
                out.println(sensor.gesture(n).label());
                out.println(EventPicture.of(events, MAX_PREVIEW_EVENTS));
            }
        }
    }

    private void send(SimulateOptions options) throws InterruptedException {
        long each = gestures == null ? Long.MAX_VALUE : gestures;
        List<SimulatedSensor> played =
                IntStream.range(0, sensors)
                        .mapToObj(number -> new SimulatedSensor(number, options, each))
                        .toList();
        SensorPlayer replayer = new SensorPlayer(replayOptions());
        CtrlC ctrlC = CtrlC.runs(replayer::cancel);
        try {
            ReplayResult result = play(replayer, played);
            spec.commandLine().getOut().println(ReplaySummary.of(result, "gestures"));
        } finally {
            ctrlC.finished();
        }
    }

    private ReplayResult play(SensorPlayer replayer, List<SimulatedSensor> played)
            throws InterruptedException {
        int sessions = gestures == null ? ReplayProgress.UNKNOWN : sensors * gestures;
        try (ReplayProgress progress = ReplayProgress.onTerminal("simulate", sessions)) {
            return replayer.play(
                    played, duration == null ? progress : new Ending(replayer, progress));
        }
    }

    /** Stops the replay when {@code --duration} has passed since the first batch. */
    private final class Ending implements ReplayListener {
        private final SensorPlayer replayer;
        private final ReplayListener progress;
        private long startNs;
        private boolean started;

        Ending(SensorPlayer replayer, ReplayListener progress) {
            this.replayer = replayer;
            this.progress = progress;
        }

        @Override
        public void waiting(String notice) {
            progress.waiting(notice);
        }

        @Override
        public void sent(SensorBatch batch) {
            progress.sent(batch);
            if (!started) {
                started = true;
                startNs = System.nanoTime();
            } else if (System.nanoTime() - startNs > duration.toNanos()) {
                replayer.cancel();
            }
        }

        @Override
        public void ended(String stream) {
            progress.ended(stream);
        }
    }

    private ReplayOptions replayOptions() {
        try {
            return new ReplayOptions(
                    broker.kafka(),
                    sensorsTopic.topic(),
                    sensorsTopic.createTopics(),
                    Speed.SENSOR,
                    CutOptions.DEFAULT_BATCH_US,
                    PlayOptions.DEFAULT_PERIOD_US,
                    false,
                    sensors,
                    broker.giveUpAfter());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
