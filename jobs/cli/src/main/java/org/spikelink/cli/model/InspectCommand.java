package org.spikelink.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.connectors.recordings.Recordings;
import org.spikelink.connectors.recordings.events.EventDecoder;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.health.HealthLimits;
import org.spikelink.tools.inspect.EventPicture;
import org.spikelink.tools.inspect.FileKind;
import org.spikelink.tools.inspect.HealthReport;
import org.spikelink.tools.inspect.ModelFacts;
import org.spikelink.tools.inspect.ModelReport;
import org.spikelink.tools.inspect.RecordingFacts;
import org.spikelink.tools.inspect.RecordingHealth;
import org.spikelink.tools.inspect.RecordingPicture;
import org.spikelink.tools.inspect.RecordingReport;
import org.spikelink.tools.inspect.SeriesFacts;
import org.spikelink.tools.inspect.SeriesReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Shows the contents of a recording, a file of series or a model file.")
public final class InspectCommand implements Callable<Integer> {
    private static final int MAX_PLOTTED = 1_000_000;

    @Parameters(
            paramLabel = "FILE",
            description = "recording, series (.ts, .npz, .npy, .zip), or model (.safetensors)")
    private Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Option(
            names = "--plot",
            description = "plot only a recording's events as text, in four slices")
    private boolean plot;

    @Option(
            names = "--no-picture",
            description = "leave out the small picture of a recording's events and their rate")
    private boolean noPicture;

    @Option(
            names = "--health",
            description =
                    "show how a recording's sensor did in each second, as classify --health on reports it")
    private boolean health;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        OpenOptions options = opening.options(sensor.sensor(), topic.topic());
        switch (FileKind.of(file, options)) {
            case MODEL -> {
                ModelFacts facts = ModelFacts.of(file);
                out.println(json ? ModelReport.json(facts) : ModelReport.text(facts));
            }
            case RECORDING -> {
                if (plot) {
                    out.println(plot(options));
                    return 0;
                }
                if (health) {
                    RecordingHealth found =
                            RecordingHealth.of(file, options, HealthLimits.DEFAULTS);
                    out.println(json ? HealthReport.json(found) : HealthReport.text(found));
                    return 0;
                }
                RecordingFacts facts = RecordingFacts.of(file, options, json);
                out.println(json ? RecordingReport.json(facts) : RecordingReport.text(facts));
                String picture = json || noPicture ? "" : RecordingPicture.of(facts, options);
                if (!picture.isEmpty()) {
                    out.println(picture);
                }
            }
            case SERIES -> {
                SeriesFacts facts = SeriesFacts.of(file);
                out.println(json ? SeriesReport.json(facts) : SeriesReport.text(facts));
            }
        }
        return 0;
    }

    private String plot(OpenOptions options) {
        try (EventDecoder events = Recordings.open(file, options)) {
            return EventPicture.of(events, MAX_PLOTTED);
        }
    }
}
