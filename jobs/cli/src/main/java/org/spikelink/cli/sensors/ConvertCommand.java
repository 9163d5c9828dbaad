package org.spikelink.cli.sensors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.connectors.recordings.PartDecoder;
import org.spikelink.connectors.recordings.RangeDecoder;
import org.spikelink.connectors.recordings.RecordingWriters;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.TimeRange;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.EventExtent;
import org.spikelink.connectors.recordings.events.EventSource;
import org.spikelink.connectors.recordings.events.EventWriter;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.connectors.recordings.io.RecordingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink convert}. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes a recording of events in another format, or a part of it.",
            "The file written has x to the right, y down from the top, and 1 for ON. What its format cannot hold is an"
                    + " error, and then nothing is written."
        })
public final class ConvertCommand implements Callable<Integer> {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})");
    private static final Pattern CROP = Pattern.compile("([0-9]{1,5}),([0-9]{1,5}),(.*)");

    @Parameters(index = "0", paramLabel = "IN", description = "recording of events")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "file to write, or replace")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "ID",
            description = "format of IN, the same as --format (default: detected)")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "ID",
            description =
                    "format of OUT: evt2, evt3, aedat4 (zstd), dat (version 2), csv, npz, or hdf5 (DSEC's layout) (default:"
                            + " by the suffix of OUT)")
    private String to;

    @Option(
            names = "--time-range",
            paramLabel = "START-END",
            description = "only events from one sensor time to another, in microseconds")
    private String timeRange;

    @Option(
            names = "--crop",
            paramLabel = "X,Y,WxH",
            description = "only events of this part of the sensor, counted from its corner")
    private String crop;

    @Option(
            names = "--downsample",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "side of the square of pixels that become one, after the crop (default: ${DEFAULT-VALUE})")
    private int downsample;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        EventWriter writer = RecordingWriters.of(out, Optional.ofNullable(to));
        EventSource source = source();
        checkDistinct();
        EventExtent extent;
        try (ConvertProgress progress = ConvertProgress.onTerminal("read", -1)) {
            extent = EventExtent.of(progress.counting(source));
        }
        long steps = extent.events() * writer.passes();
        try (ConvertProgress progress = ConvertProgress.onTerminal("write", steps)) {
            RecordingWriters.write(out, writer, progress.counting(source), extent);
        }
        spec.commandLine()
                .getOut()
                .println(
                        String.format(
                                Locale.ROOT,
                                "%d events of %dx%d pixels written to %s",
                                extent.events(),
                                extent.size().width(),
                                extent.size().height(),
                                out));
        return 0;
    }

    private EventSource source() {
        OpenOptions stated = opening.options(sensor.sensor(), topic.topic());
        OpenOptions options = from == null ? stated : stated.withFormat(from);
        try {
            Optional<TimeRange> range = Optional.ofNullable(timeRange).map(ConvertCommand::range);
            PartDecoder.Crop part =
                    Optional.ofNullable(crop)
                            .map(ConvertCommand::part)
                            .orElse(PartDecoder.Crop.NONE);
            if (downsample < 1) {
                throw new IllegalArgumentException(
                        "downsample must be at least 1 (got " + downsample + ")");
            }
            return () -> {
                EventDecoder events = Recordings.open(in, options);
                EventDecoder timed =
                        range.isPresent() ? new RangeDecoder(events, range.get()) : events;
                return new PartDecoder(timed, part, downsample);
            };
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The input is read while the output is written, and a mistake must not replace it. */
    private void checkDistinct() {
        try {
            if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
                throw new RecordingException(out.toString(), "IN and OUT must be different files");
            }
        } catch (java.io.IOException e) {
            throw new RecordingException(
                    out.toString(), RecordingException.NO_OFFSET, "cannot be read: " + e, e);
        }
    }

    private static TimeRange range(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "time-range must be START-END in microseconds (got '" + text + "')");
        }
        return new TimeRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
    }

    private static PartDecoder.Crop part(String text) {
        Matcher crop = CROP.matcher(text);
        Optional<SensorSize> size =
                crop.matches() ? SensorSize.parse(crop.group(3)) : Optional.empty();
        return new PartDecoder.Crop(
                size.isEmpty() ? 0 : Integer.parseInt(crop.group(1)),
                size.isEmpty() ? 0 : Integer.parseInt(crop.group(2)),
                size.orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "crop must be X,Y,WIDTHxHEIGHT in pixels (got '"
                                                + text
                                                + "')")));
    }
}
