package org.spikelink.cli.train;

import java.nio.file.Path;
import java.util.List;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.StrictArguments;
import org.spikelink.connectors.recordings.events.SensorSize;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Slicing;
import org.spikelink.core.model.file.FiltersJson;
import org.spikelink.trainer.data.augment.AugmentOptions;
import org.spikelink.trainer.experiment.DataOptions;
import org.spikelink.trainer.experiment.DecisionOptions;
import org.spikelink.trainer.experiment.EventOptions;
import org.spikelink.trainer.experiment.GroupOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the training data and the network's input. */
final class DataArguments {
    @Option(
            names = "--recordings",
            paramLabel = "DIR",
            description =
                    "labelled recordings to train on: a folder, where the name of a recording's parent folder is its label;"
                            + " a file of labelled series; or a list of files (.csv: file,label)")
    private Path recordings;

    @Option(
            names = "--test",
            paramLabel = "DIR",
            description =
                    "labelled recordings that the finished model is measured on; they are not used for training")
    private Path test;

    @Option(
            names = "--test-share",
            defaultValue = "0",
            paramLabel = "SHARE",
            description =
                    "share of each class of --recordings that the finished model is measured on; neither training,"
                            + " validation nor cross-validation sees it, whatever the seed (default: ${DEFAULT-VALUE})")
    private double testShare;

    @Option(
            names = "--bin-us",
            defaultValue = "10000",
            description =
                    "sensor time of a bin, one step of the network, in microseconds (default: ${DEFAULT-VALUE})")
    private long binUs;

    @Option(
            names = "--origin",
            defaultValue = "first_event",
            paramLabel = "first_event|zero",
            description =
                    "where bins start: at the first event, or at 0 of the sensor's clock (default:"
                            + " ${DEFAULT-VALUE})")
    private Slicing.Origin origin;

    @Option(
            names = "--sensor",
            paramLabel = "NAME|WxH",
            description =
                    "size of the sensor in pixels (default: the smallest that holds all events); or the chip of recordings"
                            + " that do not state it, for example DVS128")
    private String sensor;

    @Option(
            names = "--polarities",
            defaultValue = "2",
            description = "2, or 1 where ON and OFF share an input (default: ${DEFAULT-VALUE})")
    private int polarities;

    @Option(
            names = "--downsample",
            defaultValue = "1",
            description =
                    "side of the square of pixels that share an input (default: ${DEFAULT-VALUE})")
    private int downsample;

    @Option(
            names = "--value",
            defaultValue = "count",
            paramLabel = "count|binary|signed|time_surface",
            description =
                    "value of an input: the number of its events; 1 if there is any; with --polarities 1, its ON events less its OFF"
                            + " events; or exp(-t / --tau-us), with the time t since its last event (default: ${DEFAULT-VALUE})")
    private InputSpec.Value value;

    @Option(
            names = "--tau-us",
            description = "time constant of --value time_surface, in microseconds; required there")
    private Long tauUs;

    @Option(
            names = "--filters",
            paramLabel = "FILE",
            description =
                    "JSON file with the list of filters of events, as input.filters of a model document (default: no filters)")
    private Path filters;

    @Option(
            names = "--window-bins",
            description =
                    "steps of a decision window (default: those of the longest recording; 1 where steps have labels)")
    private Integer windowBins;

    @Option(
            names = "--stride-bins",
            description =
                    "steps from the start of a decision window to that of the next (default: --window-bins; 1 where steps"
                            + " have labels)")
    private Integer strideBins;

    @Option(
            names = "--decision",
            paramLabel = "reset|continue",
            description =
                    "whether the network starts again after each window, or runs on (default: reset, or continue where"
                            + " --stride-bins is not --window-bins)")
    private DecisionOptions.State decision;

    @Mixin private AnswerArguments answers = new AnswerArguments();

    @Option(
            names = "--augment",
            defaultValue = "none",
            paramLabel = "NAME=N[,NAME=N...]",
            description =
                    "random changes of the training set, new ones in each epoch: shift (pixels), flip, rotate (degrees),"
                            + " zoom, shear, elastic (pixels), jitter, timeshift (us), scale, drop, hot (pixels),"
                            + " channels, mix, mixup, cutout (default: ${DEFAULT-VALUE})")
    private String augment;

    @Option(
            names = "--groups",
            paramLabel = "FILE|COLUMN|contiguous:N",
            description =
                    "recordings that stay together in folds and in the validation set: a column of the list of"
                            + " --recordings; a list with the columns file and group (and series); or N blocks of"
                            + " consecutive recordings (default: every recording by itself)")
    private String groups;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Mixin private StrictArguments strict = new StrictArguments();

    @Mixin private SeriesArguments series = new SeriesArguments();

    /** The options in the form that the trainer uses. */
    DataOptions options() {
        return new DataOptions(
                recordings,
                test,
                testShare,
                strict.with(opening.options(sensor, topic.topic())),
                new EventOptions(
                        sensor == null || isName() ? null : sensorSize(),
                        polarities,
                        downsample,
                        value,
                        tauUs == null ? 0 : tauUs,
                        new Slicing.Time(binUs, origin),
                        filters == null ? List.of() : FiltersJson.read(filters)),
                series.options(),
                answers.with(windowBins, strideBins, decision),
                AugmentOptions.parse(augment),
                groups == null ? null : new GroupOption(groups));
    }

    /** Sizes begin with a digit, chips do not. */
    private boolean isName() {
        return sensor.matches("[A-Za-z].*");
    }

    private SensorSize sensorSize() {
        if (!sensor.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException(
                    "sensor must be WIDTHxHEIGHT pixels or a chip (got '" + sensor + "')");
        }
        int x = sensor.indexOf('x');
        return new SensorSize(
                Integer.parseInt(sensor.substring(0, x)),
                Integer.parseInt(sensor.substring(x + 1)));
    }
}
