package org.spikelink.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.charts.ChartTheme;
import org.spikelink.charts.PictureFile;
import org.spikelink.charts.PictureFormat;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.StrictArguments;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.error.SpikelinkException;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.Evaluation;
import org.spikelink.evaluation.EvaluationReport;
import org.spikelink.evaluation.InputMatch;
import org.spikelink.evaluation.ModelChanges;
import org.spikelink.evaluation.PredictionFile;
import org.spikelink.evaluation.RecordingSet;
import org.spikelink.evaluation.chart.ConfidencePicture;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Classifies recordings offline, exactly as the job does, and reports the model's accuracy.")
public final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            required = true,
            description = "model file (.safetensors)")
    private Path modelFile;

    @Option(
            names = "--recordings",
            paramLabel = "PATH",
            required = true,
            description =
                    "recording, file of series (.ts, .npz, .npy, .zip), folder of these, or list of these (.csv:"
                            + " file,label); in a folder, the name of a recording's parent folder is its label")
    private Path recordings;

    @Option(
            names = "--json",
            description =
                    "print {accuracy, recordings, labels, per_class, confusion, confidence, predictions}, the last for recordings without"
                            + " labels")
    private boolean json;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.tsv",
            description = "write one line per recording to this file")
    private Path predictions;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description =
                    "write charts of reliability, accuracy against the share answered and accuracy against latency to this"
                            + " file (.png, .svg or .html)")
    private Path plot;

    @Option(
            names = "--batch-us",
            defaultValue = "" + CutOptions.DEFAULT_BATCH_US,
            description =
                    "sensor time per event batch in µs, as in replay (default: ${DEFAULT-VALUE})")
    private long batchUs;

    @Mixin private OpenArguments opening = new OpenArguments();

    @Mixin private SensorArguments sensor = new SensorArguments();

    @Mixin private StrictArguments strict = new StrictArguments();

    @Mixin private BagTopicArguments topic = new BagTopicArguments();

    @Mixin private ChangesArguments changes = new ChangesArguments();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (batchUs < 1 || batchUs > CutOptions.MAX_BATCH_US) {
            throw new ParameterException(
                    spec.commandLine(),
                    "batch-us must be 1..%d (got %d)".formatted(CutOptions.MAX_BATCH_US, batchUs));
        }
        if (plot != null) {
            PictureFormat.of(plot); // an unknown suffix, before anything is computed
        }
        if (predictions != null) {
            PredictionFile.checkTarget(predictions);
        }
        Model model = Models.read(modelFile, spec);
        ModelChanges changed = changes.read(model, spec);
        OpenOptions options = opening.options(sensor.sensor(), topic.topic());
        RecordingSet set = RecordingSet.of(recordings, options);
        List<Recording> files = set.labelledBy(model);
        InputMatch.smaller(model, files)
                .ifPresent(line -> spec.commandLine().getErr().println("warning: " + line));
        Evaluation evaluation =
                strict.with(options).strict()
                        ? Evaluation.ofEvery(model, set, files, batchUs, changed)
                        : Evaluation.ofReadable(model, files, batchUs, changed, set.skipped());
        set.skippedNotice().ifPresent(spec.commandLine().getErr()::println);
        if (predictions != null) {
            PredictionFile.write(predictions, evaluation.predictions());
        }
        if (plot != null) {
            plot(model, evaluation);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(EvaluationReport.json(evaluation));
        } else {
            out.print(EvaluationReport.text(evaluation)); // whole lines
        }
        out.flush();
        return 0;
    }

    private void plot(Model model, Evaluation evaluation) {
        ConfidenceStudy study =
                evaluation
                        .log()
                        .study()
                        .orElseThrow(
                                () ->
                                        new SpikelinkException(
                                                recordings
                                                        + ": --plot needs recordings with labels (got none that has one and a"
                                                        + " decided window)"));
        ConfidencePicture picture = new ConfidencePicture(model.document().id(), study);
        PictureFile.write(plot, picture, ChartTheme.LIGHT);
    }
}
