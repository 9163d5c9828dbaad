package org.spikelink.cli.train;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.spikelink.cli.console.OutputStreamKind;
import org.spikelink.cli.console.TerminalSize;
import org.spikelink.trainer.learn.UpdateResult;
import org.spikelink.trainer.run.EpochRecord;
import org.spikelink.trainer.run.TrainingListener;

/** Progress of a training on stderr: a progress bar on a terminal, otherwise one line per epoch. */
final class TrainProgress implements TrainingListener, AutoCloseable {
    private static final int UPDATE_EVERY_MS = 200;

    /** Decay of the moving averages of loss and accuracy that are shown. */
    private static final double SMOOTHING = 0.9;

    private final PrintWriter err;
    private final int epochs;
    private final boolean lines;
    private final ProgressBar bar; // null without a terminal
    private double loss = Double.NaN;
    private double accuracy;
    private String validation = "";

    /**
     * A progress bar over the sequences of all epochs.
     *
     * @param lines whether to print a line per epoch without a terminal
     */
    TrainProgress(PrintWriter err, String task, int epochs, int sequences, boolean lines) {
        this.err = err;
        this.epochs = epochs;
        this.lines = lines;
        this.bar =
                OutputStreamKind.STDERR.isTerminal() ? bar(task, (long) epochs * sequences) : null;
    }

    private static ProgressBar bar(String task, long sequences) {
        return new ProgressBarBuilder()
                // Not the default consumer: it handles Ctrl-C itself, and the JVM's shutdown hooks
                // would not run.
                .setConsumer(
                        new ConsoleProgressBarConsumer(System.err, TerminalSize.now().columns()))
                .setTaskName(task)
                .setInitialMax(sequences)
                .setUpdateIntervalMillis(UPDATE_EVERY_MS)
                .setUnit(" samples", 1)
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    /** Skips epochs that were done before the training was interrupted. */
    void skip(int done, int sequences) {
        if (bar != null) {
            bar.stepTo((long) done * sequences);
        }
    }

    @Override
    public void updated(int epoch, int sequences, UpdateResult result) {
        if (bar == null) {
            return;
        }
        double share = (double) result.correct() / Math.max(1, result.labelled());
        boolean first = Double.isNaN(loss);
        loss = first ? result.loss() : SMOOTHING * loss + (1 - SMOOTHING) * result.loss();
        accuracy = first ? share : SMOOTHING * accuracy + (1 - SMOOTHING) * share;
        bar.stepBy(sequences);
        bar.setExtraMessage(
                String.format(
                        Locale.ROOT,
                        " epoch %d/%d, loss %.3f, accuracy %.1f %%%s",
                        epoch,
                        epochs,
                        loss,
                        100 * accuracy,
                        validation));
    }

    private static String norm(EpochRecord epoch) {
        return Double.isNaN(epoch.gradientNorm())
                ? ""
                : String.format(Locale.ROOT, ", gradient norm %.3g", epoch.gradientNorm());
    }

    @Override
    public void ended(EpochRecord epoch, boolean best) {
        if (!Double.isNaN(epoch.validationAccuracy())) {
            validation =
                    String.format(
                            Locale.ROOT,
                            ", validation accuracy %.1f %%",
                            100 * epoch.validationAccuracy());
        }
        if (bar == null && lines) {
            err.printf(
                    Locale.ROOT,
                    "epoch %d/%d: loss %.4f, accuracy %.1f %%%s%s, %,.0f samples/s%s%n",
                    epoch.epoch(),
                    epochs,
                    epoch.loss(),
                    100 * epoch.accuracy(),
                    validation,
                    norm(epoch),
                    epoch.samplesPerSecond(),
                    best && !validation.isEmpty() ? " (best)" : "");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
