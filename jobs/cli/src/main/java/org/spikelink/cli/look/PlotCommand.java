package org.spikelink.cli.look;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.charts.Picture;
import org.spikelink.charts.PictureFile;
import org.spikelink.charts.PictureFormat;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.BrokerArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.ThemeArguments;
import org.spikelink.cli.console.CommandLines;
import org.spikelink.cli.console.Output;
import org.spikelink.cli.model.Models;
import org.spikelink.connectors.kafka.codec.InputFormat;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.RecordingFile;
import org.spikelink.connectors.recordings.RecordingFiles;
import org.spikelink.connectors.recordings.TimeRange;
import org.spikelink.connectors.recordings.io.RecordingException;
import org.spikelink.connectors.recordings.playback.PlayOptions;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.InputMatch;
import org.spikelink.tools.plot.PlotKind;
import org.spikelink.tools.plot.PlotOptions;
import org.spikelink.tools.plot.Plots;
import org.spikelink.tools.plot.StreamTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink plot}. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws a recording, what a network makes of it, or what a job has written, as a picture.",
            "With --bootstrap-servers it draws a topic: scores of classes, a raster or rates of spikes, events or a time"
                    + " surface of sensors."
        })
public final class PlotCommand implements Callable<Integer> {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");

    @Parameters(
            paramLabel = "FILE|TOPIC",
            description = "recording or file of series; with --bootstrap-servers a topic")
    private String source;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description =
                    "events (of samples: their channels), raster, membrane, scores, timesurface or rate")
    private PlotKind kind;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "picture to write: .png, .svg, .gif (moving) or .html")
    private Path out;

    @Option(
            names = "--model",
            paramLabel = "M.safetensors",
            description =
                    "model whose network is run; needed for raster, membrane and scores of a recording, and rate adds its"
                            + " spikes")
    private Path modelFile;

    @Mixin private ThemeArguments theme = new ThemeArguments();

    @Option(
            names = "--slices",
            paramLabel = "N",
            defaultValue = "" + PlotOptions.DEFAULT_SLICES,
            description =
                    "images side by side in events and timesurface, except in a .gif (default: ${DEFAULT-VALUE})")
    private int slices;

    @Option(
            names = "--tau-us",
            paramLabel = "N",
            defaultValue = "" + PlotOptions.DEFAULT_TAU_US,
            description =
                    "time constant of a time surface in µs, unless the model has one (default: ${DEFAULT-VALUE})")
    private long tauUs;

    @Option(
            names = "--layer",
            paramLabel = "N",
            description = "layer whose membranes are drawn, counted from 0 (default: the last one)")
    private Integer layer;

    @Option(
            names = "--period-us",
            paramLabel = "N",
            defaultValue = "" + PlayOptions.DEFAULT_PERIOD_US,
            description =
                    "time between samples in µs, unless the model has one (default: ${DEFAULT-VALUE})")
    private long periodUs;

    @Option(
            names = "--time-range",
            paramLabel = "START-END",
            description = "only events from one sensor time to another, in microseconds")
    private String timeRange;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "which recording or series of a file that has several, counted from 0 (default: ${DEFAULT-VALUE})")
    private int number;

    @Option(
            names = "--stream",
            paramLabel = "NAME",
            description = "stream of a topic; its latest session is drawn")
    private String stream;

    @Option(
            names = "--input-format",
            paramLabel = "FORMAT",
            defaultValue = "protobuf",
            description =
                    "how sensors write to a topic of sensors: protobuf, json or csv (default: ${DEFAULT-VALUE})")
    private InputFormat inputFormat;

    @Mixin private BrokerArguments broker = new BrokerArguments();

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFormat format = PictureFormat.of(out);
        PlotOptions options =
                new PlotOptions(
                        format == PictureFormat.GIF,
                        slices,
                        tauUs,
                        layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
                        periodUs);
        Picture picture = broker.isGiven() ? ofTopic(options) : ofFile(options);
        PictureFile.write(out, picture, theme.theme());
        PrintWriter text = Output.about(out, spec);
        text.printf("%s: %s of %s%n", out, name(), picture.title());
        text.flush();
        return 0;
    }

    private String name() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Picture ofTopic(PlotOptions options) throws InterruptedException {
        require(stream != null, "a topic needs --stream NAME");
        require(modelFile == null, "--model is of recordings, not of a topic");
        StreamTopic read = new StreamTopic(broker.kafka(), source, stream, inputFormat);
        broker.awaitBroker();
        return read.picture(kind, options);
    }

    private Picture ofFile(PlotOptions options) {
        require(stream == null, "--stream is of topics: it needs --bootstrap-servers");
        require(
                modelFile != null || !kind.needsModel(),
                "--kind %s of a recording needs --model".formatted(name()));
        Recording recording = recording(CommandLines.path(source));
        Optional<Model> model = Optional.ofNullable(modelFile).map(file -> Models.read(file, spec));
        model.ifPresent(m -> InputMatch.check(m, recording));
        return Plots.of(kind, recording, model, options);
    }

    private Recording recording(Path file) {
        require(
                !Files.isDirectory(file),
                "FILE must be one recording (got the folder %s)".formatted(file));
        List<Recording> found =
                RecordingFiles.find(file, opening.options(sensor.sensor(), topic.topic()))
                        .recordings();
        require(
                number >= 0 && number < found.size(),
                "number must be 0..%d, for the recordings of %s (got %d)"
                        .formatted(found.size() - 1, file, number));
        return timeRange == null ? found.get(number) : part(found.get(number));
    }

    private Recording part(Recording whole) {
        Matcher range = RANGE.matcher(timeRange);
        require(
                range.matches(),
                "time-range must be START-END in microseconds (got '" + timeRange + "')");
        if (!(whole instanceof RecordingFile file)) {
            throw new RecordingException(
                    whole.path().toString(), "--time-range needs a recording of events");
        }
        TimeRange part =
                new TimeRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
        return new RecordingFile(
                file.path(), file.name(), file.label(), file.options(), Optional.of(part));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
