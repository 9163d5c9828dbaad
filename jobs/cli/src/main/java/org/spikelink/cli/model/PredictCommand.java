package org.spikelink.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.charts.PictureFile;
import org.spikelink.charts.PictureFormat;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.ThemeArguments;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.core.model.Model;
import org.spikelink.tools.plot.Plots;
import org.spikelink.tools.predict.PredictionReport;
import org.spikelink.tools.predict.Predictor;
import org.spikelink.tools.predict.RecordingClasses;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spikelink predict}. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what recordings are: the class of each decision window, its confidence, and when it was decided.",
            "The result is that of evaluate and of the job. Recordings need no labels."
        })
public final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "model file (.safetensors)")
    private Path modelFile;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "recordings, files of series (.ts, .npz, .npy, .zip), or folders or lists (.csv) of these")
    private List<Path> files;

    @ArgGroup private Form form = new Form();

    /** How the classes are printed: as a table unless stated. */
    private static final class Form {
        @Option(
                names = "--json",
                description =
                        "print one JSON object: {model, recordings}, with the windows of each")
        private boolean json;

        @Option(names = "--csv", description = "print CSV, one line per window")
        private boolean csv;
    }

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "draw the scores over time and the events below them; .png, .svg, .gif or .html; for one recording")
    private Path plot;

    @Mixin private ThemeArguments theme = new ThemeArguments();

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (plot != null) {
            PictureFormat.of(plot); // before the work
        }
        Model model = Models.read(modelFile, spec);
        OpenOptions options = opening.options(sensor.sensor(), topic.topic());
        Predictor predictor = new Predictor(model);
        List<RecordingClasses> found = new ArrayList<>();
        files.forEach(file -> found.addAll(predictor.predict(file, options)));
        if (plot != null) {
            draw(model, found);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (form.json) {
            out.println(PredictionReport.json(model, found));
        } else if (form.csv) {
            out.print(PredictionReport.csv(found)); // whole lines
        } else {
            out.println(PredictionReport.text(found));
        }
        out.flush();
        return 0;
    }

    private void draw(Model model, List<RecordingClasses> found) {
        if (found.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--plot draws one recording (got %d)".formatted(found.size()));
        }
        boolean moving = PictureFormat.of(plot) == PictureFormat.GIF;
        PictureFile.write(
                plot, Plots.prediction(found.get(0).recording(), model, moving), theme.theme());
    }
}
