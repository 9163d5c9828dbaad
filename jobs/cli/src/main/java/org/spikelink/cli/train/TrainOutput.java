package org.spikelink.cli.train;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.spikelink.core.model.DecisionSpec;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.evaluation.Calibration;
import org.spikelink.evaluation.ConfidenceReport;
import org.spikelink.evaluation.ConfusionMatrix;
import org.spikelink.evaluation.Tally;
import org.spikelink.trainer.data.CutRecordings;
import org.spikelink.trainer.data.DataSet;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.diagnose.Finding;
import org.spikelink.trainer.experiment.FoldRuns;
import org.spikelink.trainer.report.ReportResult;
import org.spikelink.trainer.run.CrossValidation;
import org.spikelink.trainer.run.RateFinder;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingListener;
import picocli.CommandLine;

/** Prints results of {@code train} to stdout, progress and warnings to stderr. */
final class TrainOutput implements FoldRuns.Listener, AutoCloseable {
    private final PrintWriter out;
    private final PrintWriter err;
    private final int epochs;
    private TrainProgress progress;

    TrainOutput(CommandLine command, int epochs) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.epochs = epochs;
    }

    void data(DataSet set, CutRecordings recordings) {
        InputSpec input = recordings.input();
        print(
                "%,d recordings of %d classes, %s, %d inputs, %d to %d steps",
                set.size(),
                set.labels().size(),
                input instanceof InputSpec.Events e
                        ? "%dx%d pixels".formatted(e.width(), e.height())
                        : "%d channels".formatted(set.channels()),
                input.size(),
                recordings.shortest(),
                recordings.longest());
    }

    /** When a sensor that sends without end is classified. */
    void decision(DecisionSpec decision, InputSpec input) {
        double stepMs = input.stepUs().orElseThrow() / 1e3;
        print(
                "a sensor that never ends its session gets a class every %s ms, from the %s ms before; the network %s",
                shortly(decision.strideBins() * stepMs),
                shortly(decision.windowBins() * stepMs),
                decision.resetAfterWindow()
                        ? "starts again after each (see --window-bins, --stride-bins and --decision)"
                        : "runs on");
        if (decision.early() != null) {
            print(
                    "a window ends as soon as its class has had a confidence of %s for %d step%s in a row",
                    decision.early().confidence(),
                    decision.early().steps(),
                    decision.early().steps() == 1 ? "" : "s");
        }
        if (decision.abstainBelow() > 0) {
            print("a window with a confidence below %s gets no class", decision.abstainBelow());
        }
    }

    private static String shortly(double ms) {
        return BigDecimal.valueOf(ms).stripTrailingZeros().toPlainString();
    }

    void rates(List<RateFinder.Point> points) {
        for (RateFinder.Point point : points) {
            print("lr %.3e: loss %.4f", point.rate(), point.loss());
        }
        print("suggested --lr %.2g, where the loss falls fastest", RateFinder.suggestion(points));
    }

    void warn(List<String> warnings) {
        for (String warning : warnings) {
            err.println("warning: " + warning);
        }
        err.flush();
    }

    @Override
    public TrainingListener begins(long seed, int fold, int sequences) {
        return progress("seed %d, fold %d".formatted(seed, fold), sequences, 0, false);
    }

    /** A progress bar or, without a terminal and if {@code lines}, one line per epoch. */
    TrainProgress progress(String task, int sequences, int done, boolean lines) {
        close();
        progress = new TrainProgress(err, task, epochs, sequences, lines);
        progress.skip(done, sequences);
        return progress;
    }

    @Override
    public void ended(CrossValidation.Result r) {
        close();
        print("seed %d, fold %d: %s", r.seed(), r.fold(), accuracy(r.found()));
    }

    void measured(CrossValidation found) {
        for (long seed : found.seeds()) {
            print("seed %d: accuracy %.2f %%", seed, 100 * found.accuracy(seed));
        }
        double error = found.standardError();
        print(
                "mean: accuracy %.2f %%%s +- %.2f (sampling error)",
                100 * found.mean(),
                Double.isNaN(error)
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                " +- %.2f (standard error over %s)",
                                100 * error,
                                found.seeds().length > 1 ? "seeds" : "folds"),
                100 * found.samplingError());
    }

    /** What was found, with the figure that shows it and the option that mends it. */
    void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            print("no reason found why this network should not learn");
            return;
        }
        int what = width("finding", findings.stream().map(Finding::what));
        int figure = width("figure", findings.stream().map(Finding::figure));
        String row = "%-" + what + "s  %-" + figure + "s  %s";
        print(row, "finding", "figure", "option");
        findings.forEach(f -> print(row, f.what(), f.figure(), f.mend()));
    }

    private static int width(String head, Stream<String> texts) {
        return texts.mapToInt(String::length).reduce(head.length(), Math::max);
    }

    /** The options that were changed, the command with them, and what is left. */
    void repaired(Map<String, String> repairs, String command, List<Finding> left) {
        repairs.forEach((name, value) -> print("repaired: --%s %s", name, value));
        print("%s", command);
        if (!left.isEmpty()) {
            print("after the repair:");
            findings(left);
            print("findings that were not repaired: %d", left.size());
        }
    }

    void baseline(String fit) {
        print("baseline, %s", fit);
    }

    /** Methods side by side. */
    void table(List<ReportResult> results) {
        print(
                "%-40s %-24s %10s %15s %19s",
                "measured on", "method", "accuracy", "sampling error", "over seeds or folds");
        for (ReportResult r : results) {
            print(
                    "%-40s %-24s %8.2f %% %15s %19s",
                    r.of(),
                    r.method(),
                    100 * r.accuracy(),
                    error(r.samplingError()),
                    Double.isNaN(r.spread()) ? "-" : error(r.spread()));
        }
    }

    private static String error(double share) {
        return String.format(Locale.ROOT, "+- %.2f", 100 * share);
    }

    /** A method on a set. */
    void result(ReportResult r) {
        print(
                "%s, %s: accuracy %.1f %% %s (sampling error)",
                r.of(), r.method(), 100 * r.accuracy(), error(r.samplingError()));
    }

    /** The data sets of the model that is written. */
    void split(Split split) {
        print(
                "training set: %,d recordings, validation set: %,d",
                split.training().length, split.validation().length);
    }

    void best(Training training) {
        print("best epoch: %d of %d", training.bestEpoch(), training.history().size());
    }

    void accuracy(String of, ConfusionMatrix matrix) {
        print("%s: %s", of, accuracy(matrix.tally()));
    }

    void written(Path file, Model model) {
        print("%s: model %s, sha256 %s", file, model.document().id(), model.sha256());
    }

    /** The calibration of the confidences on the validation set. */
    void calibrated(Calibration calibration) {
        print("%s", ConfidenceReport.calibration(calibration));
    }

    void report(Path file) {
        print("%s: report of the training", file);
    }

    void heldOut(Path file) {
        print("%s: list of the validation set", file);
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }

    private static String accuracy(Tally found) {
        return String.format(
                Locale.ROOT,
                "accuracy %.1f %% (%,d of %,d) +- %.1f (sampling error)",
                100 * found.accuracy(),
                found.correct(),
                found.total(),
                100 * found.samplingError());
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
