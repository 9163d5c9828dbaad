package org.spikelink.cli.sensors;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.console.Output;
import org.spikelink.connectors.recordings.OriginDecoder;
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
import org.spikelink.core.error.Counted;
import org.spikelink.core.error.Printable;
import org.spikelink.core.io.FileFailure;
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
            description =
                    "only events from one sensor time of IN to another, in microseconds, the end not included")
    private String timeRange;

    @Option(
            names = "--time-origin",
            paramLabel = "start|US",
            description =
                    "time that becomes 0, subtracted from the time of every event: the earliest written (start), or a number"
                            + " of microseconds. AEDAT 4 and ROS count from 1970, which EVT and DAT cannot hold (default:"
                            + " times stay as they are)")
    private String timeOrigin;

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
        Part part = part();
        ToLongFunction<EventExtent> origin = origin();
        EventSource stored = part.of(whole());
        checkOutput();
        EventExtent extent;
        try (ConvertProgress progress = ConvertProgress.onTerminal("read", -1)) {
            extent = EventExtent.of(progress.counting(stored));
            if (extent.events() == 0 && part.isChosen()) {
                throw noEvents(EventExtent.of(progress.counting(whole())));
            }
        }
        long originUs = origin.applyAsLong(extent);
        EventExtent written = since(originUs, extent);
        EventSource source = () -> new OriginDecoder(stored.open(), originUs);
        long steps = extent.events() * writer.passes();
        try (ConvertProgress progress = ConvertProgress.onTerminal("write", steps)) {
            RecordingWriters.write(out, writer, progress.counting(source), written);
        }
        print(written, originUs);
        return 0;
    }

    private void print(EventExtent written, long originUs) {
        PrintWriter text = Output.about(out, spec);
        text.println(
                String.format(
                        Locale.ROOT,
                        "%s of %dx%d pixels written to %s",
                        Counted.of(written.events(), "events"),
                        written.size().width(),
                        written.size().height(),
                        out));
        if (originUs != 0) {
            text.println("%d us subtracted from each time".formatted(originUs));
        }
    }

    /** The options that choose a part of the recording. */
    private record Part(Optional<TimeRange> range, PartDecoder.Crop crop, int downsample) {
        boolean isChosen() {
            return range.isPresent() || !crop.equals(PartDecoder.Crop.NONE);
        }

        EventSource of(EventSource whole) {
            return () -> {
                EventDecoder events = whole.open();
                EventDecoder timed =
                        range.isPresent() ? new RangeDecoder(events, range.get()) : events;
                return new PartDecoder(timed, crop, downsample);
            };
        }
    }

    private Part part() {
        try {
            if (downsample < 1) {
                throw new IllegalArgumentException(
                        "downsample must be at least 1 (got " + downsample + ")");
            }
            return new Part(
                    Optional.ofNullable(timeRange).map(ConvertCommand::range),
                    Optional.ofNullable(crop)
                            .map(ConvertCommand::crop)
                            .orElse(PartDecoder.Crop.NONE),
                    downsample);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private EventSource whole() {
        OpenOptions stated = opening.options(sensor.sensor(), topic.topic());
        OpenOptions options = from == null ? stated : stated.withFormat(from);
        return () -> Recordings.open(in, options);
    }

    private RecordingException noEvents(EventExtent whole) {
        return new RecordingException(
                in.toString(),
                whole.events() == 0
                        ? "the recording has no events"
                        : "the chosen part has no events: the recording has times from %d to %d us, on a sensor of %dx%d"
                                .formatted(
                                        whole.minUs(),
                                        whole.maxUs(),
                                        whole.size().width(),
                                        whole.size().height()));
    }

    /** The time that becomes 0, µs. */
    private ToLongFunction<EventExtent> origin() {
        if (timeOrigin == null) {
            return extent -> 0;
        }
        if (timeOrigin.equals("start")) {
            return EventExtent::minUs;
        }
        if (!timeOrigin.matches("[0-9]{1,18}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "time-origin must be start or a number of microseconds (got '%s')"
                            .formatted(Printable.of(timeOrigin)));
        }
        long originUs = Long.parseLong(timeOrigin);
        return extent -> originUs;
    }

    private EventExtent since(long originUs, EventExtent extent) {
        try {
            return extent.since(originUs);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(
                    in.toString(), RecordingException.NO_OFFSET, e.getMessage(), e);
        }
    }

    /** The input is read while the output is written, and a mistake must not replace it. */
    private void checkOutput() {
        Path folder = out.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new RecordingException(
                    out.toString(), "cannot be written: its folder does not exist");
        }
        try {
            if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
                throw new RecordingException(out.toString(), "IN and OUT must be different files");
            }
        } catch (IOException e) {
            throw new RecordingException(
                    out.toString(),
                    RecordingException.NO_OFFSET,
                    "cannot be read: " + FileFailure.reason(e),
                    e);
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

    private static PartDecoder.Crop crop(String text) {
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
