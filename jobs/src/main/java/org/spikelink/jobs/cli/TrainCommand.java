package org.spikelink.jobs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelFile;
import org.spikelink.core.model.TrainingSpec;
import org.spikelink.jobs.train.FoldRuns;
import org.spikelink.jobs.train.KeptAside;
import org.spikelink.jobs.train.Measurement;
import org.spikelink.jobs.train.ReportFacts;
import org.spikelink.jobs.train.RunArguments;
import org.spikelink.jobs.train.TrainArguments;
import org.spikelink.jobs.train.Workshop;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.report.Report;
import org.spikelink.trainer.report.ReportData;
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
        description = "Learns a model from labelled recordings.")
public final class TrainCommand implements Callable<Integer> {
    @Mixin private TrainArguments arguments = new TrainArguments();

    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description = "options by name, without the dashes; those on the command line win")
    private Path config;

    @Option(
            names = "--resume",
            description = "go on where a training with the same --out was interrupted")
    private boolean resume;

    @Spec private CommandSpec spec;

    private Workshop workshop;
    private RunArguments run;
    private TrainOutput output;
    private FoldRuns folds;

    @Override
    public Integer call() {
        workshop = Workshop.open(arguments.with(spec.commandLine().getParseResult(), config));
        run = workshop.arguments().run();
        try (TrainOutput closed =
                new TrainOutput(spec.commandLine(), workshop.plan(run.seed()).epochs())) {
            output = closed;
            output.data(workshop.data(new Split(workshop.set().all(), new int[0])));
            output.warn(workshop.warnings());
            if (run.findsRate()) {
                output.rates(workshop.rates());
                return 0;
            }
            return measureAndLearn();
        }
    }

    private int measureAndLearn() {
        CrossValidation measured = null;
        folds = new FoldRuns(workshop, run.out());
        if (run.measures()) {
            CtrlC ctrlC = CtrlC.runs(folds::stop);
            try {
                measured = folds.run(resume, output);
                if (measured == null) {
                    output.note("interrupted; --resume goes on");
                } else {
                    output.measured(measured);
                }
            } finally {
                ctrlC.finished();
            }
        }
        boolean interrupted = run.measures() && measured == null;
        if (interrupted || run.out() == null) {
            return interrupted ? 1 : 0;
        }
        return learn(measured);
    }

    /** Learns from everything but what validation keeps aside, and writes the model. */
    private int learn(CrossValidation measured) {
        CheckpointFile checkpoint =
                new CheckpointFile(
                        run.out().resolveSibling(run.out().getFileName() + ".checkpoint"),
                        workshop.terms());
        TrainingData data = workshop.data(workshop.split(workshop.set().all(), run.seed()));
        output.split(data.split());
        try (Training training = workshop.training(data, run.seed())) {
            if (resume && checkpoint.exists()) {
                training.resume(checkpoint);
                output.note("going on after epoch " + training.history().size());
            }
            CtrlC ctrlC = CtrlC.runs(training::stop);
            try {
                return learn(training, checkpoint, data, measured);
            } finally {
                ctrlC.finished();
            }
        }
    }

    private int learn(
            Training training,
            CheckpointFile checkpoint,
            TrainingData data,
            CrossValidation measured) {
        int done = training.history().size();
        training.run(checkpoint, output.progress("train", data.learned().size(), done, true));
        output.close();
        int code = training.bestEpoch() == 0 ? nothingKept() : keep(training, data, measured);
        if (!training.isStopped()) { // nothing is left to go on with
            checkpoint.delete();
            folds.forget();
        }
        return code;
    }

    private int nothingKept() {
        output.note("interrupted before the first epoch ended: no model is written");
        return 1;
    }

    private int keep(Training training, TrainingData data, CrossValidation measured) {
        if (training.isStopped()) {
            return keepInHaste(training, data, measured);
        }
        Model bare = training.best(workshop.document(data, null));
        Evaluation aside = Measurement.of(bare, workshop.recordings(data.split().validation()));
        Double accuracy = aside.labelled() > 0 ? Double.valueOf(aside.accuracy()) : null;
        Model model = written(training, data, measured, accuracy);
        output.kept(training, aside);
        output.written(run.out(), model);
        tell(model, training, data, aside);
        training.failure().ifPresent(why -> output.note(why + "; the best before is kept"));
        return training.failure().isPresent() ? 1 : 0;
    }

    /** Whoever pressed Ctrl-C waits some seconds only: the model is written, nothing is measured. */
    private int keepInHaste(Training training, TrainingData data, CrossValidation measured) {
        Model model = written(training, data, measured, null);
        output.kept(training);
        output.written(run.out(), model);
        output.note("interrupted: the best so far is kept; --resume goes on");
        return 0;
    }

    private Model written(
            Training training, TrainingData data, CrossValidation measured, Double accuracy) {
        Model model =
                training.best(workshop.document(data, described(training, measured, accuracy)));
        ModelFile.write(model, run.out());
        return model;
    }

    /** Prints how right the model is and what to look at, and writes the report. */
    private void tell(Model model, Training training, TrainingData data, Evaluation aside) {
        if (aside.labelled() > 0) {
            output.found("kept aside", aside);
        }
        Path test = workshop.arguments().data().test();
        if (test != null) {
            output.found(test.toString(), Measurement.of(model, workshop.testRecordings()));
        }
        Evaluation all = Measurement.of(model, workshop.recordings(workshop.set().all()));
        output.found("all of " + workshop.arguments().data().recordings(), all);
        String program = spec.root().version()[0];
        ReportData report =
                new ReportFacts(workshop, model, program)
                        .of(training, data, data.validation().isEmpty() ? all : aside);
        output.warn(
                report.warnings().stream()
                        .filter(warning -> !workshop.warnings().contains(warning))
                        .toList());
        if (run.report() != null) {
            output.written(Report.write(report, run.report()));
            KeptAside.write(workshop.recordings(data.split().validation()), run.report());
        }
    }

    private TrainingSpec described(Training training, CrossValidation measured, Double aside) {
        Double accuracy = measured != null ? Double.valueOf(measured.mean()) : aside;
        String dataset =
                "%s, sha256 %s"
                        .formatted(
                                workshop.arguments().data().recordings().getFileName(),
                                workshop.set().fingerprint());
        return new TrainingSpec(dataset, accuracy, training.began(), run.seed());
    }
}
