package org.spikelink.cli.model;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.cli.arguments.BagTopicArguments;
import org.spikelink.cli.arguments.OpenArguments;
import org.spikelink.cli.arguments.SensorArguments;
import org.spikelink.cli.arguments.StrictArguments;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.events.OpenOptions;
import org.spikelink.connectors.recordings.playback.CutOptions;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.Evaluation;
import org.spikelink.evaluation.EvaluationReport;
import org.spikelink.evaluation.PredictionFile;
import org.spikelink.evaluation.RecordingSet;
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
                    "print {accuracy, recordings, labels, per_class, confusion, predictions}, the last for recordings without labels")
    private boolean json;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.tsv",
            description = "write one line per recording to this file")
    private Path predictions;

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

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (batchUs < 1 || batchUs > CutOptions.MAX_BATCH_US) {
            throw new ParameterException(
                    spec.commandLine(),
                    "batch-us must be 1..%d (got %d)".formatted(CutOptions.MAX_BATCH_US, batchUs));
        }
        Model model = Models.read(modelFile, spec);
        OpenOptions options = strict.with(opening.options(sensor.sensor(), topic.topic()));
        RecordingSet set = RecordingSet.of(recordings, options);
        List<Recording> files = set.labelledBy(model);
        Evaluation evaluation =
                options.strict()
                        ? Evaluation.of(model, files, batchUs)
                        : Evaluation.ofReadable(model, files, batchUs, set.skipped());
        set.skippedNotice().ifPresent(spec.commandLine().getErr()::println);
        if (predictions != null) {
            PredictionFile.write(predictions, evaluation.predictions());
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
}
