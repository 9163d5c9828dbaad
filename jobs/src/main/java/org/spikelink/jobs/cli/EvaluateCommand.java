package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spikelink.connectors.recordings.CutOptions;
import org.spikelink.connectors.recordings.Recording;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.connectors.recordings.evaluate.Prediction;
import org.spikelink.connectors.recordings.evaluate.RecordingEvaluator;
import org.spikelink.core.model.Model;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.jobs.evaluate.EvaluationReport;
import org.spikelink.jobs.evaluate.PredictionFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spikelink evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description =
                "Classifies recordings offline, exactly as the job does, and tells how often the model is right.")
public final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "model file (.safetensors)")
    private Path modelFile;

    @Option(
            names = "--recordings",
            required = true,
            description =
                    "recording, file of series (.ts, .npz, .npy, .zip), folder of them, or list of them (.csv: file,label); a"
                            + " folder around a recording is its label")
    private Path recordings;

    @Option(
            names = "--json",
            description = "print {accuracy, recordings, labels, per_class, confusion}")
    private boolean json;

    @Option(
            names = "--predictions",
            paramLabel = "FILE.tsv",
            description = "write one line per recording")
    private Path predictions;

    @Option(
            names = "--batch-us",
            defaultValue = "" + CutOptions.DEFAULT_BATCH_US,
            description =
                    "sensor time of one event batch, as in replay (default: ${DEFAULT-VALUE})")
    private long batchUs;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        if (batchUs < 1 || batchUs > CutOptions.MAX_BATCH_US) {
            throw new ParameterException(
                    spec.commandLine(),
                    "batch-us must be 1..%d (got %d)".formatted(CutOptions.MAX_BATCH_US, batchUs));
        }
        Model model = Models.read(modelFile, spec);
        List<Recording> files = RecordingSet.of(recordings).labelledBy(model);
        RecordingEvaluator evaluator =
                new RecordingEvaluator(model, StepperOptions.DEFAULTS, batchUs);
        Evaluation evaluation = new Evaluation(model.document().labels());
        List<Prediction> found = files.stream().map(evaluator::evaluate).toList();
        found.forEach(evaluation::add);
        if (predictions != null) {
            PredictionFile.write(predictions, found);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? EvaluationReport.json(evaluation) : EvaluationReport.text(evaluation));
        return 0;
    }
}
