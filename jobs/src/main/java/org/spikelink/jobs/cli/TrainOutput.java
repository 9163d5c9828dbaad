package org.spikelink.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.spikelink.connectors.recordings.evaluate.Evaluation;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.jobs.train.FoldRuns;
import org.spikelink.trainer.data.Split;
import org.spikelink.trainer.run.CrossValidation;
import org.spikelink.trainer.run.RateFinder;
import org.spikelink.trainer.run.Training;
import org.spikelink.trainer.run.TrainingData;
import org.spikelink.trainer.run.TrainingListener;
import picocli.CommandLine;

/** What {@code train} prints: results on stdout, progress and warnings on stderr. */
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

    void data(TrainingData data) {
        String input =
                data.input() instanceof InputSpec.Events e
                        ? "%dx%d pixels".formatted(e.width(), e.height())
                        : "%d channels".formatted(data.input().size());
        print(
                "%,d recordings of %d classes, %s, %d inputs, %d to %d steps",
                data.set().size(),
                data.set().labels().size(),
                input,
                data.input().size(),
                TrainingData.shortest(data.learned()),
                TrainingData.longest(data.learned()));
    }

    void rates(List<RateFinder.Point> points) {
        for (RateFinder.Point point : points) {
            print("lr %.3e: loss %.4f", point.rate(), point.loss());
        }
        print("the loss falls fastest at lr %.2g", RateFinder.suggestion(points));
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

    /** A bar; or, where there is no terminal, a line an epoch if {@code lines}. */
    TrainProgress progress(String task, int sequences, int done, boolean lines) {
        close();
        progress = new TrainProgress(err, task, epochs, sequences, lines);
        progress.skip(done, sequences);
        return progress;
    }

    @Override
    public void ended(CrossValidation.Result r) {
        close();
        print("seed %d, fold %d: %s", r.seed(), r.fold(), share(r.right(), r.total()));
    }

    void measured(CrossValidation found) {
        for (long seed : found.seeds()) {
            print("seed %d: %.2f %% right", seed, 100 * found.accuracy(seed));
        }
        double error = found.standardError();
        print(
                "mean: %.2f %% right%s",
                100 * found.mean(),
                Double.isNaN(error)
                        ? ""
                        : String.format(Locale.ROOT, " +- %.2f (standard error)", 100 * error));
    }

    /** What the model that is written learns from. */
    void split(Split split) {
        print(
                "%,d learned from, %,d kept aside",
                split.training().length, split.validation().length);
    }

    void kept(Training training) {
        print("epoch %d of %d was kept", training.bestEpoch(), training.history().size());
    }

    void kept(Training training, Evaluation aside) {
        if (aside.labelled() == 0) {
            kept(training);
            return;
        }
        print(
                "epoch %d of %d was kept: %.2f %% of what was kept aside right",
                training.bestEpoch(), training.history().size(), 100 * aside.accuracy());
    }

    void found(String what, Evaluation evaluation) {
        print("%s: %s", what, share(evaluation.right(), evaluation.labelled()));
    }

    void written(Path file, Model model) {
        print("%s: model %s, sha256 %s", file, model.document().id(), model.sha256());
    }

    void written(Path file) {
        print("%s: what happened", file);
    }

    void note(String text) {
        err.println(text);
        err.flush();
    }

    private static String share(int right, int total) {
        return String.format(
                Locale.ROOT, "%,d of %,d right (%.2f %%)", right, total, 100.0 * right / total);
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
