package org.spikelink.jobs.train;

import java.nio.file.Path;
import org.spikelink.connectors.recordings.SensorSize;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.trainer.data.AugmentOptions;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.run.TrainingData;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say what is learned from, and what of it the network sees. */
public final class DataArguments {
    private static final int LONGEST = 1_000_000;

    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description =
                    "folder of recordings, the folder around each is its label; or a file of labelled series; or a list"
                            + " of files (.csv: file,label)")
    private Path recordings;

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description =
                    "labelled recordings that are not learned from, to measure the model on in the end")
    private Path test;

    @Option(
            names = "--bin-us",
            defaultValue = "10000",
            description = "sensor time of a bin, one step (default: ${DEFAULT-VALUE})")
    private long binUs;

    @Option(
            names = "--origin",
            defaultValue = "first_event",
            paramLabel = "first_event|zero",
            description = "where bins start: at the first event, or at 0 of the sensor's clock")
    private Slicing.Origin origin;

    @Option(
            names = "--sensor",
            paramLabel = "WxH",
            description = "pixels of the sensor (default: the smallest that holds all events)")
    private String sensor;

    @Option(
            names = "--polarities",
            defaultValue = "2",
            description = "2, or 1 where ON and OFF share an input (default: ${DEFAULT-VALUE})")
    private int polarities;

    @Option(
            names = "--downsample",
            defaultValue = "1",
            description = "pixels a side that share an input (default: ${DEFAULT-VALUE})")
    private int downsample;

    @Option(
            names = "--value",
            defaultValue = "count",
            paramLabel = "count|binary",
            description =
                    "number of events of an input, or whether any (default: ${DEFAULT-VALUE})")
    private InputSpec.Value value;

    @Option(
            names = "--window-bins",
            description =
                    "steps that a decision looks at (default: the longest recording; 1 where steps have labels)")
    private Integer windowBins;

    @Option(
            names = "--augment",
            defaultValue = "none",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "how what is learned from is changed at random: shift (pixels), flip, rotate (degrees), zoom,"
                            + " shear, elastic (pixels), jitter, timeshift (us), scale, drop, hot (pixels), channels, mix (default: ${DEFAULT-VALUE})")
    private String augment;

    @Mixin private SeriesArguments series = new SeriesArguments();

    public Path recordings() {
        return recordings;
    }

    public Path test() {
        return test;
    }

    /** How what is learned from is changed at random. */
    AugmentOptions augment() {
        return AugmentOptions.parse(augment);
    }

    /** What the first layer sees of a set, normalized by the recordings at {@code learned}. */
    InputSpec input(DataSet set, int[] learned) {
        return set.isEvents() ? events(set) : series.input(set, learned);
    }

    private InputSpec events(DataSet set) {
        SensorSize size = sensor == null ? set.sensorSize() : sensorSize();
        return new InputSpec.Events(
                size.width(),
                size.height(),
                polarities,
                downsample,
                value,
                new Slicing.Time(binUs, origin));
    }

    /** When a class is decided: once a recording, or at every step where each has a label. */
    DecisionSpec decision(DataSet set, InputSpec input) {
        if (set.isPerStep()) {
            return new DecisionSpec(windowBins == null ? 1 : windowBins, 1, false);
        }
        int bins = windowBins == null ? longest(set, input) : windowBins;
        return new DecisionSpec(bins, bins, true);
    }

    private SensorSize sensorSize() {
        if (!sensor.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "sensor must be WIDTHxHEIGHT pixels (got '" + sensor + "')");
        }
        int x = sensor.indexOf('x');
        return new SensorSize(
                Integer.parseInt(sensor.substring(0, x)),
                Integer.parseInt(sensor.substring(x + 1)));
    }

    private static int longest(DataSet set, InputSpec input) {
        return TrainingData.longest(set.examples(input, new DecisionSpec(LONGEST, LONGEST, false)));
    }
}
