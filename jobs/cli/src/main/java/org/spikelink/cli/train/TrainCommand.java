package org.spikelink.cli.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spikelink.cli.console.CtrlC;
import org.spikelink.core.io.AtomicFile;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.file.ModelFile;
import org.spikelink.evaluation.Calibration;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.Evaluation;
import org.spikelink.evaluation.confidence.ConfidenceStudy;
import org.spikelink.evaluation.confidence.LabelledWindow;
import org.spikelink.trainer.diagnose.Diagnosis;
import org.spikelink.trainer.diagnose.Finding;
import org.spikelink.trainer.experiment.BaselineChoice;
import org.spikelink.trainer.experiment.Choice;
import org.spikelink.trainer.experiment.DataOptions;
import org.spikelink.trainer.experiment.Experiment;
import org.spikelink.trainer.experiment.ExperimentOptions;
import org.spikelink.trainer.experiment.FoldRuns;
import org.spikelink.trainer.experiment.HeldOutAccuracy;
import org.spikelink.trainer.experiment.HeldOutList;
import org.spikelink.trainer.experiment.ReportFacts;
import org.spikelink.trainer.experiment.RunOptions;
import org.spikelink.trainer.report.Report;
import org.spikelink.trainer.report.ReportData;
import org.spikelink.trainer.report.ReportResult;
import org.spikelink.trainer.run.CheckpointFile;
import org.spikelink.trainer.run.CrossValidation;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spikelink train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a model on labelled recordings.")
public final class TrainCommand implements Callable<Integer> {
    /** Rounds of repairs: one cause may hide another. */
    private static final int REPAIRS = 4;

    @Mixin private TrainArguments arguments = new TrainArguments();

    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description =
                    "YAML file with options by their names without dashes; options on the command line take precedence")
    private Path config;

    @Option(
            names = "--resume",
            description = "resume the training with the same --out that was interrupted")
    private boolean resume;

    @Option(
            names = "--repair",
            description =
                    "with --diagnose: apply the options that are safe to change, and train with them if --out, --folds or"
                            + " --seeds is set")
    private boolean repair;

    @Option(names = "--force", description = "overwrite the model file if --out exists")
    private boolean force;

    @Spec private CommandSpec spec;

    private Experiment experiment;
    private RunOptions run;
    private TrainOutput output;
    private FoldRuns folds;
    private MeasuredBaseline results;
    private Choice choice;

    @Override
    public Integer call() throws IOException {
        ExperimentOptions options = options(Map.of());
        if (repair && !options.run().diagnoses()) {
            throw new IllegalArgumentException("repair needs diagnose (got no diagnose)");
        }
        OutputPaths.checkModel(options.run().out(), force || resume);
        OutputPaths.checkReport(options.run().report());
        if (options.run().out() != null) {
            AtomicFile.deleteLeftovers(options.run().out().toAbsolutePath().getParent());
        }
        experiment = Experiment.open(options);
        run = options.run();
        try (TrainOutput closed =
                new TrainOutput(spec.commandLine(), options.training().plan().epochs())) {
            output = closed;
            output.data(experiment.set(), experiment.recordings());
            output.decision(experiment.finished(), experiment.recordings().input());
            output.warn(experiment.warnings());
            if (run.findsRate()) {
                output.rates(experiment.rates());
                return 0;
            }
            if (run.diagnoses() && !diagnose()) {
                return 0;
            }
            results = new MeasuredBaseline(run);
            if (run.hasBaseline()) {
                results.measure(experiment, output);
            }
            if (run.baseline() == BaselineChoice.ONLY) {
                output.table(results.results());
                return 0;
            }
            return measureAndTrain();
        }
    }

    /** Prints what keeps the network from learning; returns whether the repaired network is to be trained. */
    private boolean diagnose() {
        List<Finding> findings = Diagnosis.of(experiment);
        output.findings(findings);
        if (!repair) {
            return false;
        }
        Map<String, String> repairs = new LinkedHashMap<>();
        for (int round = 0; round < REPAIRS && Diagnosis.repair(findings, repairs); round++) {
            ExperimentOptions repaired = options(repairs);
            experiment = Experiment.open(repaired);
            run = repaired.run();
            findings = Diagnosis.of(experiment);
        }
        if (!repairs.isEmpty()) {
            output.repaired(repairs, experiment.options().command(), findings);
        }
        return run.out() != null || run.measures();
    }

    /** Among the combinations of {@code --choose}. */
    private Choice choice() {
        List<Experiment> candidates = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Map<String, String> values : Alternatives.combinations(run.choose())) {
            names.add(Alternatives.text(values));
            candidates.add(values.isEmpty() ? experiment : experiment.with(options(values)));
        }
        return new Choice(candidates, names, output::note);
    }

    private ExperimentOptions options(Map<String, String> replaced) {
        return arguments.with(spec.commandLine().getParseResult(), config, replaced);
    }

    private int measureAndTrain() {
        CrossValidation measured = null;
        choice = choice();
        folds = new FoldRuns(experiment, choice, run.out());
        if (run.measures()) {
            CtrlC ctrlC = CtrlC.runs(folds::stop);
            try {
                measured = folds.run(resume, output);
                if (measured == null) {
                    output.note("interrupted; continue with --resume");
                } else {
                    output.measured(measured);
                    results.add(measured);
                    compare();
                }
            } finally {
                ctrlC.finished();
            }
        }
        boolean interrupted = run.measures() && measured == null;
        if (interrupted || run.out() == null) {
            return interrupted ? 1 : 0;
        }
        return train(measured);
    }

    /** Prints the table of networks and baseline before the long training of the model. */
    private void compare() {
        if (run.hasBaseline()) {
            output.table(results.results());
            output.warn(ReportResult.losses(results.results()));
        }
    }

    /** Trains on all recordings but the validation set, and writes the model. */
    private int train(CrossValidation measured) {
        experiment =
                choice.among(
                        experiment.set().all(), experiment.options().seed(), "model", () -> false);
        CheckpointFile checkpoint =
                new CheckpointFile(
                        run.out().resolveSibling(run.out().getFileName() + ".checkpoint"),
                        experiment.terms());
        TrainingData data =
                experiment.data(
                        experiment.split(experiment.set().all(), experiment.options().seed()));
        output.split(data.split());
        try (Training training = experiment.training(data, experiment.options().seed())) {
            if (resume && checkpoint.exists()) {
                training.resume(checkpoint);
                output.note("resumed after epoch " + training.history().size());
            }
            CtrlC ctrlC = CtrlC.runs(training::stop);
            try {
                return train(training, checkpoint, data, measured);
            } finally {
                ctrlC.finished();
            }
        }
    }

    private int train(
            Training training,
            CheckpointFile checkpoint,
            TrainingData data,
            CrossValidation measured) {
        int done = training.history().size();
        training.run(checkpoint, output.progress("train", data.training().size(), done, true));
        output.close();
        int code = training.bestEpoch() == 0 ? nothingKept() : keep(training, data, measured);
        if (!training.isStopped()) { // there is nothing left to resume
            checkpoint.delete();
            folds.deleteResults();
        }
        return code;
    }

    private int nothingKept() {
        output.note("interrupted before the end of the first epoch: no model was written");
        return 1;
    }

    private int keep(Training training, TrainingData data, CrossValidation measured) {
        if (training.isStopped()) {
            return keepInHaste(training, data, measured);
        }
        Model bare = training.best(experiment.document(data, null));
        Evaluation held =
                HeldOutAccuracy.evaluate(bare, experiment.recordings(data.split().validation()));
        Optional<Calibration> calibration = calibration(bare, held.log().windows());
        ConfusionMatrix heldOut =
                experiment.finished().equals(experiment.decision())
                        ? held.matrix()
                        : HeldOutAccuracy.of(
                                finished(bare, calibration),
                                experiment.recordings(data.split().validation()));
        Double accuracy = heldOut.total() > 0 ? Double.valueOf(heldOut.accuracy()) : null;
        Model model = write(training, data, measured, accuracy, calibration);
        calibration.ifPresent(c -> output.calibrated(c));
        report(model, training, data, heldOut);
        training.failure()
                .ifPresent(
                        why ->
                                output.note(
                                        why
                                                + "; the model has the weights of the best epoch before"));
        return training.failure().isPresent() ? 1 : 0;
    }

    /** After Ctrl-C only a few seconds remain: the model is written, but not evaluated. */
    private int keepInHaste(Training training, TrainingData data, CrossValidation measured) {
        write(training, data, measured, null, Optional.empty());
        output.note(
                "interrupted: the model has the weights of the best epoch so far; continue with --resume");
        return 0;
    }

    /** The temperature of the confidences, fitted to the validation set if there is one. */
    private static Optional<Calibration> calibration(Model bare, List<LabelledWindow> windows) {
        return windows.isEmpty() || bare.document().labels().size() < 2
                ? Optional.empty()
                : Optional.of(Calibration.of(bare.document(), windows));
    }

    private Model write(
            Training training,
            TrainingData data,
            CrossValidation measured,
            Double heldOut,
            Optional<Calibration> calibration) {
        Double accuracy = measured != null ? Double.valueOf(measured.mean()) : heldOut;
        Model model =
                withBands(
                        finished(experiment.model(training, data, accuracy), calibration),
                        training,
                        data);
        ModelFile.write(model, run.out());
        output.best(training);
        output.written(run.out(), model);
        return model;
    }

    /** After Ctrl-C only a few seconds remain: no bands are measured. */
    private Model withBands(Model model, Training training, TrainingData data) {
        return training.isStopped()
                ? model
                : Calibration.withBands(model, experiment.recordings(data.split().validation()));
    }

    /** The trained model with its temperature, which answers as the options say. */
    private Model finished(Model trained, Optional<Calibration> calibration) {
        return Calibration.described(
                trained,
                calibration
                        .map(Calibration::temperature)
                        .orElse(trained.document().readout().temperature()),
                experiment.finished());
    }

    /** What the confidences are worth on the test set or, without one, the validation set; null if not reported. */
    private ConfidenceStudy confidence(Model model, TrainingData data) {
        if (run.report() == null) {
            return null;
        }
        return HeldOutAccuracy.confidence(
                        model,
                        experiment.options().data().hasTest()
                                ? experiment.testRecordings()
                                : experiment.recordings(data.split().validation()))
                .orElse(null);
    }

    /** Prints accuracies and warnings, and writes the report. */
    private void report(
            Model model, Training training, TrainingData data, ConfusionMatrix heldOut) {
        if (heldOut.total() > 0) {
            output.accuracy("validation set", heldOut);
        }
        DataOptions options = experiment.options().data();
        ConfusionMatrix tested = null;
        if (options.hasTest()) {
            tested = HeldOutAccuracy.of(model, experiment.testRecordings());
            output.accuracy(
                    "test set" + (options.test() == null ? "" : " " + options.test()), tested);
            results.results().stream()
                    .filter(result -> result.of().equals(ReportResult.TEST))
                    .forEach(output::result);
        }
        ConfusionMatrix all =
                HeldOutAccuracy.of(model, experiment.recordings(data.split().training()));
        all.add(heldOut);
        output.accuracy("all recordings of " + experiment.options().data().recordings(), all);
        ReportData report =
                new ReportFacts(experiment, model, spec.root().version()[0])
                        .of(
                                training,
                                data,
                                data.validation().isEmpty() ? all : heldOut,
                                tested,
                                results.results(),
                                confidence(model, data));
        List<String> losses = ReportResult.losses(results.results());
        output.warn(
                report.warnings().stream()
                        .filter(warning -> !experiment.warnings().contains(warning))
                        .filter(warning -> !losses.contains(warning)) // already printed
                        .toList());
        if (run.report() != null) {
            output.report(Report.write(report, run.report()));
            HeldOutList.write(experiment.recordings(data.split().validation()), run.report())
                    .ifPresent(output::heldOut);
        }
    }
}
